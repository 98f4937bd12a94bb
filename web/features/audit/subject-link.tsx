import { useSubjectWord } from '../../lib/act-word.ts';
import type { OutputOf } from '../../lib/interface.ts';
import { useTexts } from '../../lib/texts.ts';
import { TextLink } from '../../ui/link.tsx';
import { Text } from '../../ui/text.tsx';

export type AuditEvent = OutputOf<'GET /audit'>['items'][number];

/** What an act was on is called, as it is known now; what has no name of its own goes by its number. */
function useSubjectName(): (event: AuditEvent) => string {
  const { t } = useTexts();
  const subjectWord = useSubjectWord();
  return ({ subjectType, subjectId, subjectName }) => {
    if (subjectName !== null) return subjectName;
    if (subjectId === null) return subjectWord(subjectType);
    const what = subjectWord(subjectType === 'records' ? 'record' : subjectType);
    return t('audit.numbered', { what, id: subjectId });
  };
}

/** The name of what an act was on, a link where there is a page for it. */
export function SubjectLink({ event }: { readonly event: AuditEvent }) {
  const name = <bdi>{useSubjectName()(event)}</bdi>;
  const { subjectType, subjectId, subjectName, subjectModule: module } = event;
  if (subjectId !== null) {
    if (subjectType === 'user' && subjectName !== null)
      return (
        <TextLink to="/pengguna" search={{ q: subjectName }}>
          {name}
        </TextLink>
      );
    if (subjectType === 'batch' && subjectName !== null)
      return (
        <TextLink to="/kartu/$batchId" params={{ batchId: subjectId }}>
          {name}
        </TextLink>
      );
    if (subjectType === 'product' && subjectName !== null) return <TextLink to="/produk">{name}</TextLink>;
    if (subjectType === 'invalid_reason') return <TextLink to="/alasan">{name}</TextLink>;
    if (subjectType === 'message_template') return <TextLink to="/template-pesan">{name}</TextLink>;
    if (module !== null && subjectType === 'database')
      return (
        <TextLink to="/$module/record" params={{ module }} search={{ database: subjectId }}>
          {name}
        </TextLink>
      );
    if (module !== null && (subjectType === 'record' || subjectType === 'records'))
      return (
        <TextLink to="/$module/record" params={{ module }} search={{ record: subjectId }}>
          {name}
        </TextLink>
      );
  }
  if (subjectType === 'settings') return <TextLink to="/pengaturan">{name}</TextLink>;
  if (subjectType === 'reservation') return <TextLink to="/reserved-member">{name}</TextLink>;
  return <Text weight={600}>{name}</Text>;
}
