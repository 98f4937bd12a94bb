import { LogOut, Monitor, Smartphone } from 'lucide-react';
import { deviceOf } from '../../lib/device.ts';
import { formatMoment } from '../../lib/formats.ts';
import type { OutputOf } from '../../lib/interface.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Definitions } from '../../ui/definitions.tsx';
import { CardBody, CardGrid, Row, Stack } from '../../ui/layout.tsx';
import { Text } from '../../ui/text.tsx';
import { Tile } from '../../ui/tile.tsx';

export type Session = OutputOf<'GET /auth/sessions'>['items'][number];

/** What a session is used with, in words: "Chrome di Android". */
export function useDeviceWord(): (session: Session) => string {
  const { t } = useTexts();
  return ({ userAgent }) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser !== null && system !== null) return t('sessions.deviceOn', { browser, system });
    return browser ?? system ?? t('sessions.unknownDevice');
  };
}

interface SessionListProps {
  readonly sessions: readonly Session[];
  /** The session that is being ended. */
  readonly ending: string | undefined;
  readonly onEnd: (session: Session) => void;
}

function SessionTile({ session, ending, onEnd }: Omit<SessionListProps, 'sessions'> & { readonly session: Session }) {
  const { t } = useTexts();
  const device = useDeviceWord()(session);
  const Icon = deviceOf(session.userAgent).handheld ? Smartphone : Monitor;
  return (
    <Tile>
      <CardBody as="div" style={{ display: 'flex', flexDirection: 'column', gap: 12, flex: 1 }}>
        <Row gap={3}>
          <Icon size={20} strokeWidth={1.75} aria-hidden style={{ flexShrink: 0 }} />
          <Stack grow gap={1}>
            <Text as="h2" kind="strong" tone="text" wrap>
              {device}
            </Text>
          </Stack>
          {session.current && <Chip tone="ok">{t('sessions.here')}</Chip>}
        </Row>
        <Definitions
          items={[
            { key: 'seen', name: t('sessions.lastSeen'), value: formatMoment(session.lastSeenAt) },
            { key: 'since', name: t('sessions.since'), value: formatMoment(session.createdAt) },
            { key: 'until', name: t('sessions.until'), value: formatMoment(session.expiresAt) },
            { key: 'address', name: t('sessions.address'), value: session.address ?? '–' },
          ]}
        />
        <Button
          style={{ marginTop: 'auto' }}
          kind={session.current ? 'outline' : 'badOutline'}
          icon={<LogOut size={16} aria-hidden />}
          busy={ending === session.id}
          aria-label={session.current ? undefined : t('sessions.endOf', { device })}
          onClick={() => onEnd(session)}
        >
          {t(session.current ? 'sessions.signOutHere' : 'sessions.end')}
        </Button>
      </CardBody>
    </Tile>
  );
}

/** Open sessions, this one first, then the latest used, each with the button that ends it. */
export function SessionList({ sessions, ending, onEnd }: SessionListProps) {
  return (
    <CardGrid>
      {sessions
        .toSorted((one, other) => Number(other.current) - Number(one.current))
        .map((session) => (
          <SessionTile key={session.id} session={session} ending={ending} onEnd={onEnd} />
        ))}
    </CardGrid>
  );
}
