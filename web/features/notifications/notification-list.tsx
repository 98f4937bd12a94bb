import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { BellOff, CheckCheck } from 'lucide-react';
import type { Notification } from '../../../contract/notifications.ts';
import { formatWhen } from '../../lib/formats.ts';
import { read, useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { NoteLink, NoteList, NoteMark } from '../../ui/note-list.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';

function Note({ note, onOpen }: { readonly note: Notification; readonly onOpen: () => void }) {
  const { t } = useTexts();
  const router = useRouter();
  const markRead = useAct('POST /notifications/read');
  const unread = note.readAt === null;
  return (
    <NoteLink
      href={note.link}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        if (unread) markRead.mutate({ body: { ids: [note.id] } });
        onOpen();
        router.history.push(note.link);
      }}
    >
      <NoteMark data-unread={unread ? '' : undefined} />
      <Stack grow>
        <Text kind="dense" weight={unread ? 600 : 500} wrap>
          {note.title}
          {unread && <HiddenText> {t('frame.unread')}</HiddenText>}
        </Text>
        <Text kind="small" tone="text3">
          {formatWhen(note.updatedAt)}
        </Text>
      </Stack>
    </NoteLink>
  );
}

/** The newest notifications, each leading to its place. */
export function NotificationList({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTexts();
  const { data } = useQuery(read('GET /notifications', { query: { pageSize: 50 } }));
  const markRead = useAct('POST /notifications/read');
  return (
    <Stack>
      <Row justify="space-between" style={{ padding: '12px 12px 8px 16px' }}>
        <Text as="h2" kind="strong">
          {t('frame.notifications')}
        </Text>
        <Button
          kind="quiet"
          size="small"
          icon={<CheckCheck size={16} aria-hidden />}
          disabled={data === undefined || data.unread === 0}
          busy={markRead.isPending}
          onClick={() => markRead.mutate({ body: { all: true } })}
        >
          {t('frame.markAllRead')}
        </Button>
      </Row>
      {data === undefined && <Skeleton style={{ height: 160, margin: 16 }} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<BellOff size={20} />} title={t('frame.noNotifications')}>
          {t('frame.noNotificationsHint')}
        </EmptyState>
      )}
      <NoteList>
        {data?.items.map((note) => (
          <li key={note.id}>
            <Note note={note} onOpen={onOpen} />
          </li>
        ))}
      </NoteList>
    </Stack>
  );
}
