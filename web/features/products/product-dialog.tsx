import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { createProduct, type Product } from '../../../contract/products.ts';
import { useFaults } from '../../lib/form.ts';
import { useFormDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { CheckField } from '../../ui/choice.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

type Form = z.input<typeof createProduct.body>;

function Hint({ children }: { readonly children: string }) {
  return (
    <Text kind="small" tone="text2" style={{ display: 'block' }}>
      {children}
    </Text>
  );
}

/** A new product, or changes to one. */
export function ProductDialog({ product, onClose }: { readonly product?: Product; readonly onClose: () => void }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const form = useForm<Form>({
    resolver: zodResolver(createProduct.body),
    shouldFocusError: false,
    defaultValues: {
      name: product?.name ?? '',
      matchPhones: product?.matchPhones ?? true,
      holdAcrossModules: product?.holdAcrossModules ?? false,
      active: product?.active ?? true,
    },
  });
  const { register, handleSubmit } = form;
  const faults = useFaults(form, [{ name: 'name', label: t('products.name') }]);
  const draft = useFormDraft(form, `product:${product?.id ?? 'new'}`);
  const create = useAct('POST /products', {
    onSuccess: ({ name }) => {
      showToast({ tone: 'ok', text: t('products.created', { name }) });
      draft.clear();
      onClose();
    },
  });
  const change = useAct('PATCH /products/:id', {
    onSuccess: ({ name }) => {
      showToast({ tone: 'ok', text: t('products.saved', { name }) });
      draft.clear();
      onClose();
    },
  });
  const submit = ({ name, matchPhones, holdAcrossModules }: Form) => {
    if (product === undefined)
      return create.mutate({ body: { name, matchPhones: matchPhones ?? true, holdAcrossModules: holdAcrossModules ?? false } });
    // The way phones are matched is fixed by the first import, so it is sent only where it changes.
    change.mutate({
      params: { id: product.id },
      body: {
        name,
        holdAcrossModules: holdAcrossModules ?? false,
        ...(matchPhones === product.matchPhones || matchPhones === undefined ? {} : { matchPhones }),
      },
    });
  };
  const error = create.error ?? change.error;
  return (
    <ConfirmDialog
      title={product === undefined ? t('products.create') : t('products.changeTitle', { name: product.name })}
      action={t('common.save')}
      busy={create.isPending || change.isPending}
      {...faults.summary}
      onConfirm={() => void handleSubmit(submit)()}
      onClose={onClose}
    >
      {error !== null && <ProblemNotice {...problemText(error)} />}
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <TextField label={t('products.name')} autoFocus autoComplete="off" maxLength={120} error={faults.at('name')} {...register('name')} />
      <CheckField {...register('matchPhones')}>
        {t('products.matchPhones')}
        <Hint>{t('products.matchPhonesHint')}</Hint>
      </CheckField>
      <CheckField {...register('holdAcrossModules')}>
        {t('products.holdAcrossModules')}
        <Hint>{t('products.holdAcrossHint')}</Hint>
      </CheckField>
    </ConfirmDialog>
  );
}
