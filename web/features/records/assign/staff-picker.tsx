import { useQuery } from '@tanstack/react-query';
import { UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../lib/formats.ts';
import { useSteadyOrder } from '../../../lib/hooks.ts';
import { useSession } from '../../../lib/session.ts';
import { staffRead } from '../../../lib/shared-reads.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { SearchField } from '../../../ui/field.tsx';
import { Row, Stack } from '../../../ui/layout.tsx';
import { EmptyState } from '../../../ui/notice.tsx';
import { PickItem, PickList } from '../../../ui/pick-list.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Text } from '../../../ui/text.tsx';

const shownAtFirst = 6;

interface StaffPickerProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly onInvite: () => void;
}

/** Nobody can receive anything yet: the owner invites somebody right here, other admins are told whom to ask. */
function NoStaff({ onInvite }: { readonly onInvite: () => void }) {
  const { t } = useTranslation();
  const { role } = useSession();
  const owner = role === 'owner';
  return (
    <EmptyState
      icon={<UsersRound size={22} />}
      title={t('assigning.noStaff')}
      {...(owner
        ? {
            actions: (
              <Button kind="primary" icon={<UserPlus size={16} aria-hidden />} onClick={onInvite}>
                {t('assigning.invite')}
              </Button>
            ),
          }
        : {})}
    >
      {t(owner ? 'assigning.noStaffHint' : 'assigning.noStaffAsk')}
    </EmptyState>
  );
}

/** Staff to give records to: those with the fewest unvalidated records first. */
export function StaffPicker({ chosen, onChange, onInvite }: StaffPickerProps) {
  const { t } = useTranslation();
  const { data } = useQuery(staffRead);
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  // Their workload follows what they do; their places do not, while somebody chooses.
  const staff = useSteadyOrder(data?.items);
  if (staff === undefined) return <Skeleton style={{ height: 280 }} />;
  if (staff.length === 0) return <NoStaff onInvite={onInvite} />;
  const wanted = search.trim().toLowerCase();
  const found = staff.filter((user) => `${user.name} ${user.username}`.toLowerCase().includes(wanted));
  const shown = all || wanted !== '' ? found : found.filter((user, index) => index < shownAtFirst || chosen.has(user.id));
  const everybody = found.every(({ id }) => chosen.has(id));
  const heaviest = Math.max(1, ...staff.map((user) => user.holding.unvalidated));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <Stack gap={2} as="fieldset">
      <Row justify="space-between" as="legend" style={{ width: '100%', padding: 0, marginBottom: 8 }}>
        <Text weight={600}>{t('assigning.staff')}</Text>
        <Text kind="dense" tone="text2">
          {t('assigning.chosen', { count: chosen.size })}
        </Text>
      </Row>
      <SearchField label={t('assigning.searchStaff')} value={search} onChange={(event) => setSearch(event.target.value)} />
      <Row justify="space-between">
        <Text kind="small" tone="text3">
          {t('assigning.lightestFirst', { count: staff.length })}
        </Text>
        <Text kind="small" tone="text3">
          {t('assigning.unvalidated')}
        </Text>
      </Row>
      <PickList>
        {shown.map((user) => (
          <li key={user.id}>
            <PickItem>
              <Checkbox
                checked={chosen.has(user.id)}
                onChange={() => toggle(user.id)}
                aria-label={t('assigning.unvalidatedOf', { name: user.name, count: user.holding.unvalidated })}
              />
              <span>{user.name}</span>
              <span style={{ width: 44, display: 'flex' }}>
                <Progress label="" parts={[{ tone: 'quiet', value: user.holding.unvalidated }]} whole={heaviest} shape="thin" decorative />
              </span>
              <span style={{ minWidth: 36, textAlign: 'right' }}>{formatNumber(user.holding.unvalidated)}</span>
            </PickItem>
          </li>
        ))}
      </PickList>
      {shown.length === 0 && <Text tone="text2">{t('common.nothingFound')}</Text>}
      <Row gap={2} wrap>
        {shown.length < found.length && (
          <Button kind="quiet" onClick={() => setAll(true)}>
            {t('assigning.showOthers', { count: found.length - shown.length })}
          </Button>
        )}
        {found.length > 1 && (
          <Button kind="quiet" onClick={() => onChange(everybody ? new Set() : new Set([...chosen, ...found.map(({ id }) => id)]))}>
            {t(everybody ? 'assigning.chooseNobody' : 'assigning.chooseAll', { count: found.length })}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
