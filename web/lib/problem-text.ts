import { Problem } from './problem.ts';
import { useTexts } from './texts.ts';

export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

/** Says an error in words: the server's own sentence where there is one. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t } = useTexts();
  return (error) => {
    if (error instanceof Problem) {
      if (error.code === 'offline') return { title: t('problem.offline'), detail: t('problem.offlineHint') };
      if (error.title !== '') return { title: error.title, detail: error.detail };
    }
    return { title: t('problem.unexpected'), detail: t('problem.unexpectedHint') };
  };
}
