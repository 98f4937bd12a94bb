import { compareAlphabetically } from '../../contract/alphabetical.ts';
import { useTexts } from './texts.ts';

/** What a recorded act is called; one without a word of its own goes by its name. */
export function useActWord(): (act: string) => string {
  const { t, isKey } = useTexts();
  return (act) => {
    const key = `acts.${act.replaceAll('.', '_')}`;
    return isKey(key) ? t(key) : act;
  };
}

/** Every act that has a word, by that word. */
export function useActs(): readonly string[] {
  const { t, isKey, namesIn } = useTexts();
  const words = namesIn('acts').flatMap((name) => {
    const key = `acts.${name}`;
    return isKey(key) ? [{ name, word: t(key) }] : [];
  });
  // The first word of an act is its module's, without an underscore.
  return words.toSorted((one, other) => compareAlphabetically(one.word, other.word)).map(({ name }) => name.replace('_', '.'));
}

/** What the subject of an act is called. */
export function useSubjectWord(): (subject: string) => string {
  const { t, isKey } = useTexts();
  return (subject) => {
    const key = `subjects.${subject}`;
    return isKey(key) ? t(key) : subject;
  };
}
