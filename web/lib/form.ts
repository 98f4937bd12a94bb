import type { FieldError, FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { useTexts } from './texts.ts';

/** What is wrong with a field, in words, from the contract's own check. */
function useFieldError(): (error: Pick<FieldError, 'type' | 'message'>) => string {
  const { t } = useTexts();
  return (error) => {
    if (error.message === 'username_characters') return t('field.username');
    if (error.type === 'too_small' || error.type === 'invalid_type') return t('field.required');
    return t('field.wrong');
  };
}

/** A field as the summary of faults names it. */
export interface NamedField<Values extends FieldValues> {
  readonly name: Path<Values>;
  readonly label: string;
  /** What is wrong with it, where that can only be one thing. */
  readonly wrong?: string | undefined;
}

/** What is wrong in a form that was sent: for each field, and for the summary above them all, which takes the focus (so the form must not). */
export function useFaults<Values extends FieldValues>(
  { formState, getFieldState }: UseFormReturn<Values>,
  fields: readonly NamedField<Values>[],
) {
  const textOf = useFieldError();
  const faults = fields.flatMap(({ name, label, wrong }) => {
    const { error } = getFieldState(name, formState);
    return error === undefined ? [] : [{ name, label, text: wrong ?? textOf(error) }];
  });
  return {
    /** Above the form. */
    summary: { faults, attempt: formState.submitCount },
    /** Beside a field. */
    at: (name: Path<Values>) => faults.find((fault) => fault.name === name)?.text,
  };
}

/** An empty text is an absent one. */
export const orAbsent = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim());
