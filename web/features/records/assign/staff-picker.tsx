import { useQuery } from '@tanstack/react-query';
import { UserPlus, UsersRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { textFinder } from '../../../../contract/search.ts';
import { formatNumber } from '../../../lib/formats.ts';
import { useSteadyOrder } from '../../../lib/hooks.ts';
import { useSession } from '../../../lib/session.ts';
import { staffRead } from '../../../lib/shared-reads.ts';
import { useTexts } from '../../../lib/texts.ts';
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
  /** The staff member who was invited last. */
  readonly invited?: string | undefined;
}

/** Nobody can receive anything yet: the owner invites somebody right here, other admins are told whom to ask. */
function NoStaff({ onInvite }: { readonly onInvite: () => void }) {
  const { t } = useTexts();
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

/** Whoever was invited from here is meant to receive: they are chosen at once. */
function useInvited({ chosen, onChange, invited }: StaffPickerProps) {
  const [done, setDone] = useState(invited);
  useEffect(() => {
    if (invited === undefined || invited === done) return;
    setDone(invited);
    onChange(new Set([...chosen, invited]));
  }, [invited, done, chosen, onChange]);
}

interface BelowProps {
  readonly others: number;
  readonly found: number;
  readonly everybody: boolean;
  readonly onOthers: () => void;
  readonly onEverybody: () => void;
  readonly onInvite: () => void;
}

/** What the list leaves out, all of it, and somebody who is not in it yet. */
function BelowList({ others, found, everybody, onOthers, onEverybody, onInvite }: BelowProps) {
  const { t } = useTexts();
  const { role } = useSession();
  return (
    <Row gap={1} wrap style={{ marginInline: -9 }}>
      {others > 0 && (
        <Button kind="quiet" size="small" onClick={onOthers}>
          {t('assigning.showOthers', { count: others })}
        </Button>
      )}
      {found > 1 && (
        <Button kind="quiet" size="small" onClick={onEverybody}>
          {t(everybody ? 'assigning.chooseNobody' : 'assigning.chooseAll', { count: found })}
        </Button>
      )}
      {role === 'owner' && (
        <Button kind="quiet" size="small" icon={<UserPlus size={16} aria-hidden />} onClick={onInvite}>
          {t('assigning.invite')}
        </Button>
      )}
    </Row>
  );
}

/** Staff to give records to: those with the fewest unvalidated records first. */
export function StaffPicker(props: StaffPickerProps) {
  const { chosen, onChange, onInvite } = props;
  const { t } = useTexts();
  const { data } = useQuery(staffRead);
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  // Their workload follows what they do; their places do not, while somebody chooses.
  const staff = useSteadyOrder(data?.items);
  useInvited(props);
  if (staff === undefined) return <Skeleton style={{ height: 280 }} />;
  if (staff.length === 0) return <NoStaff onInvite={onInvite} />;
  const finds = textFinder(search);
  const found = staff.filter((user) => finds(user.name, user.username));
  const shown = all || search.trim() !== '' ? found : found.filter((user, index) => index < shownAtFirst || chosen.has(user.id));
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
      <BelowList
        others={found.length - shown.length}
        found={found.length}
        everybody={everybody}
        onOthers={() => setAll(true)}
        onEverybody={() => onChange(everybody ? new Set() : new Set([...chosen, ...found.map(({ id }) => id)]))}
        onInvite={onInvite}
      />
    </Stack>
  );
}
