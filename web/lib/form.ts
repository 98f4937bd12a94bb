import { useTranslation } from 'react-i18next';
import type { FieldError } from 'react-hook-form';

/** What is wrong with a field, in words, from the contract's own check. */
export function useFieldError(): (error: FieldError | undefined) => string | undefined {
  const { t } = useTranslation();
  return (error) => {
    if (error === undefined) return undefined;
    if (error.message === 'username_characters') return t('field.username');
    if (error.type === 'too_small' || error.type === 'invalid_type') return t('field.required');
    if (error.type === 'invalid_format') return t('field.wrong');
    return t('field.wrong');
  };
}

/** An empty text is an absent one. */
export const orAbsent = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim());
