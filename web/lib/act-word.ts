import { useTranslation } from 'react-i18next';

/** What a recorded act is called; one without a word of its own goes by its name. */
export function useActWord(): (act: string) => string {
  const { t, i18n } = useTranslation();
  return (act) => {
    const key = `acts.${act.replaceAll('.', '_')}`;
    return i18n.exists(key) ? t(key as 'acts.records_assign') : act;
  };
}

/** Every act that has a word, by that word. */
export function useActs(): readonly string[] {
  const { t, i18n } = useTranslation();
  const words = Object.entries(t('acts', { returnObjects: true }));
  // The first word of an act is its module's, without an underscore.
  return words.toSorted(([, one], [, other]) => one.localeCompare(other, i18n.language)).map(([key]) => key.replace('_', '.'));
}

/** What the subject of an act is called. */
export function useSubjectWord(): (subject: string) => string {
  const { t, i18n } = useTranslation();
  return (subject) => {
    const key = `subjects.${subject}`;
    return i18n.exists(key) ? t(key as 'subjects.record') : subject;
  };
}
