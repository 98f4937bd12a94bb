import { useQuery } from '@tanstack/react-query';
import { MessageCircle, Phone } from 'lucide-react';
import type { Record } from '../../../contract/records.ts';
import { dialAddress, whatsAppAddress } from '../../lib/formats.ts';
import { fillTemplate } from '../../lib/message.ts';
import { useSession } from '../../lib/session.ts';
import { templatesRead } from '../../lib/shared-reads.ts';
import { useRemembered } from '../../lib/remembered.ts';
import { useTexts } from '../../lib/texts.ts';
import { ButtonAnchor } from '../../ui/button.tsx';
import { Stack } from '../../ui/layout.tsx';
import { NotchedChoice } from '../../ui/notched.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ButtonPair } from '../../ui/touch.tsx';

/** The text the chosen template makes for this member, and the templates to choose from; the last choice holds for the next member too. */
function useMessage(record: Record) {
  const user = useSession();
  const { data } = useQuery(templatesRead);
  const [remembered, remember] = useRemembered('message-template');
  const templates = data?.items.filter(({ active }) => active) ?? [];
  const chosen = templates.find(({ id }) => id === remembered);
  return {
    known: data !== undefined,
    templates,
    chosen,
    remember,
    text: chosen === undefined ? undefined : fillTemplate(chosen.text, record, user),
  };
}

/** WhatsApp and a call, as links; the message that WhatsApp begins with is one touch away. */
export function ReachButtons({ record, phone }: { readonly record: Record; readonly phone: string }) {
  const { t } = useTexts();
  const { known, templates, chosen, remember, text } = useMessage(record);
  return (
    <Stack gap={3}>
      <ButtonPair>
        <ButtonAnchor
          kind="primary"
          href={text === undefined ? whatsAppAddress(phone) : `${whatsAppAddress(phone)}?text=${encodeURIComponent(text)}`}
          target="_blank"
          rel="noopener noreferrer"
          icon={<MessageCircle size={20} aria-hidden />}
        >
          {t('records.whatsApp')}
        </ButtonAnchor>
        <ButtonAnchor kind="accentOutline" href={dialAddress(phone)} icon={<Phone size={20} aria-hidden />}>
          {t('records.call')}
        </ButtonAnchor>
      </ButtonPair>
      {!known && <Skeleton style={{ height: 48 }} />}
      {templates.length > 0 && (
        <NotchedChoice
          label={t('records.message')}
          value={chosen?.id ?? ''}
          options={[{ value: '', label: t('records.noMessage') }, ...templates.map(({ id, label }) => ({ value: id, label }))]}
          more={text}
          onChange={(id) => remember(id === '' ? undefined : id)}
        />
      )}
    </Stack>
  );
}
