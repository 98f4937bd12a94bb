import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '../../../contract/users.ts';
import { useValuesDraft } from '../../lib/drafts.ts';
import { formatNumber } from '../../lib/formats.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { staffRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { RadioField } from '../../ui/choice.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Stack } from '../../ui/layout.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

interface SettlementProps {
  readonly name: string;
  readonly title: string;
  /** Words for letting go, and for handing over. */
  readonly leave: string;
  readonly leaveMore?: string;
  readonly hand: string;
  readonly handMore?: string;
  readonly staff: readonly User[];
  /** Whom to hand over to; undefined lets go, an empty text has not been chosen yet. */
  readonly to: string | undefined;
  readonly strict: boolean;
  readonly onChange: (to: string | undefined) => void;
}

const small = (text: string | undefined) =>
  text === undefined ? undefined : (
    <Text kind="small" tone="text2">
      {text}
    </Text>
  );

/** What becomes of something that a leaving staff member holds. */
function Settlement({ name, title, leave, leaveMore, hand, handMore, staff, to, strict, onChange }: SettlementProps) {
  const { t } = useTexts();
  return (
    <Stack gap={2} role="radiogroup" aria-label={title}>
      <Text tone="text" weight={600}>
        {title}
      </Text>
      <RadioField name={name} checked={to === undefined} onChange={() => onChange(undefined)} more={small(leaveMore)}>
        {leave}
      </RadioField>
      <RadioField name={name} checked={to !== undefined} onChange={() => onChange('')} more={small(handMore)}>
        {hand}
      </RadioField>
      {to !== undefined && (
        <SelectField
          label={t('users.chooseStaff')}
          hiddenLabel
          value={to}
          error={strict && to === '' ? t('field.required') : undefined}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{t('users.chooseStaff')}</option>
          {staff.map((user) => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))}
        </SelectField>
      )}
    </Stack>
  );
}

/** What a staff member holds, in a sentence: in which modules, how much of it unvalidated, and how many members reserved. */
function useHeldSentence(): (user: User) => string {
  const { t } = useTexts();
  return ({ name, holding }) => {
    if (holding.assigned === 0 && holding.reserved === 0) return t('users.holdsNothing', { name });
    const parts = (['normal', 'bonanza', 'memberwd'] as const)
      .filter((module) => holding.modules[module].assigned > 0)
      .map((module) => `${t(`frame.${module}`)} ${formatNumber(holding.modules[module].assigned)}`);
    const { assigned, unvalidated, reserved } = holding;
    return t(parts.length === 0 ? 'users.holdsReserved' : 'users.holds', {
      name,
      assigned,
      unvalidated,
      reserved,
      modules: parts.join(', '),
    });
  };
}

/** Takes away a user's access and settles what they hold. */
export function DeactivateDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const held = useHeldSentence();
  const { data } = useQuery(staffRead);
  const [handTo, setHandTo] = useState<string>();
  const [moveTo, setMoveTo] = useState<string>();
  const [strict, setStrict] = useState(false);
  const draft = useValuesDraft(`deactivate:${user.id}`, { handTo, moveTo }, (kept) => {
    setHandTo(kept.handTo);
    setMoveTo(kept.moveTo);
  });
  const deactivate = useAct('POST /users/:id/deactivate', {
    onSuccess: ({ records, reservations }) => {
      showToast({ tone: 'ok', text: t('users.deactivated', { name: user.name, ...records, ...reservations }) });
      draft.clear();
      onClose();
    },
  });
  const submit = () => {
    setStrict(true);
    if (handTo === '' || moveTo === '') return;
    deactivate.mutate({
      params: { id: user.id },
      body: { holdings: handTo === undefined ? 'recall' : { handTo }, reservations: moveTo === undefined ? 'release' : { moveTo } },
    });
  };
  const others = data?.items.filter((other) => other.id !== user.id) ?? [];
  return (
    <ConfirmDialog
      title={t('users.deactivateTitle', { name: user.name })}
      action={t('users.deactivateConfirm', { name: user.name })}
      danger
      busy={deactivate.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      {deactivate.isError && <ProblemNotice {...problemText(deactivate.error)} />}
      <p>{t('users.deactivateText', { name: user.name })}</p>
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      {user.role === 'staff' && <Text tone="text">{held(user)}</Text>}
      {user.holding.assigned > 0 && (
        <Settlement
          name="holdings"
          title={t('users.holdingsTitle', { count: user.holding.assigned })}
          leave={t('users.recall', { count: user.holding.assigned })}
          leaveMore={t('users.recallMore')}
          hand={t('users.handTo', { count: user.holding.assigned })}
          handMore={t('users.handToMore')}
          staff={others}
          to={handTo}
          strict={strict}
          onChange={setHandTo}
        />
      )}
      {user.holding.reserved > 0 && (
        <Settlement
          name="reservations"
          title={t('users.reservationsTitle', { count: user.holding.reserved })}
          leave={t('users.release', { count: user.holding.reserved })}
          leaveMore={t('users.releaseMore')}
          hand={t('users.moveTo', { count: user.holding.reserved })}
          staff={others}
          to={moveTo}
          strict={strict}
          onChange={setMoveTo}
        />
      )}
    </ConfirmDialog>
  );
}
