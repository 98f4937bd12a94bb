import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import type { ComponentPropsWithRef } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { formatDay } from '../../lib/formats.ts';
import { orAbsent, useFaults } from '../../lib/form.ts';
import { useSettled } from '../../lib/hooks.ts';
import { useFormDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { read, useAct } from '../../lib/read.ts';
import { productsRead, staffRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { CheckField } from '../../ui/choice.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

const form = z.object({
  productId: z.string().min(1),
  customerKey: z.string().trim().min(1).max(200),
  name: z.string().max(200),
  phone: z.string().max(60),
  staffId: z.string().min(1),
  permanent: z.boolean(),
});
type Form = z.infer<typeof form>;

/** Says at once, while the form is filled in, that the member is reserved, and by whom. */
function AlreadyReserved({ productId, customerKey }: { readonly productId: string; readonly customerKey: string }) {
  const { t } = useTexts();
  const settled = useSettled(customerKey.trim(), 400);
  const { data } = useQuery({
    ...read('GET /reservations/check', { query: { productId, customerKey: settled } }),
    enabled: productId !== '' && settled !== '',
  });
  if (data === undefined || data.reserved === null) return null;
  return (
    <Notice
      tone="warn"
      live="status"
      title={t('reservations.alreadyReserved', { staff: data.reserved.staffName, at: formatDay(data.reserved.since) })}
    />
  );
}

function useReserve(onClose: () => void) {
  const { t } = useTexts();
  const reserve = useAct('POST /reservations', {
    onSuccess: ({ customerKey, name, staffName, conflicts }) => {
      const words = { member: name ?? customerKey, staff: staffName, count: conflicts.length };
      showToast({ tone: 'ok', text: t(conflicts.length === 0 ? 'reservations.created' : 'reservations.createdConflicts', words) });
      onClose();
    },
  });
  const submit = (values: Form) => {
    const [name, phone] = [orAbsent(values.name), orAbsent(values.phone)];
    const { productId, customerKey, staffId, permanent } = values;
    reserve.mutate({
      body: {
        productId,
        customerKey,
        staffId,
        permanent,
        ...(name === undefined ? {} : { name }),
        ...(phone === undefined ? {} : { phone }),
      },
    });
  };
  return { reserve, submit };
}

type ChoiceProps = ComponentPropsWithRef<'select'> & { readonly error: string | undefined };

function ProductChoice({ error, ...field }: ChoiceProps) {
  const { t } = useTexts();
  const { data } = useQuery(productsRead);
  return (
    <SelectField label={t('reservations.product')} error={error} {...field}>
      <option value="">{t('reservations.chooseProduct')}</option>
      {data?.items
        .filter((one) => one.active)
        .map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
    </SelectField>
  );
}

function StaffChoice({ error, ...field }: ChoiceProps) {
  const { t } = useTexts();
  const { data } = useQuery(staffRead);
  return (
    <SelectField label={t('reservations.staff')} error={error} {...field}>
      <option value="">{t('reservations.chooseStaff')}</option>
      {data?.items.map((user) => (
        <option key={user.id} value={user.id}>
          {user.name}
        </option>
      ))}
    </SelectField>
  );
}

/** Reserve a member for a staff member, active at once. */
export function ReserveDialog({ productId, onClose }: { readonly productId: string | undefined; readonly onClose: () => void }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const values = useForm<Form>({
    resolver: zodResolver(form),
    shouldFocusError: false,
    defaultValues: { productId: productId ?? '', customerKey: '', name: '', phone: '', staffId: '', permanent: false },
  });
  const { register, handleSubmit, control } = values;
  const draft = useFormDraft(values, 'reserve');
  const { reserve, submit } = useReserve(() => {
    draft.clear();
    onClose();
  });
  const [product, customerKey] = useWatch({ control, name: ['productId', 'customerKey'] });
  const faults = useFaults(values, [
    { name: 'productId', label: t('reservations.product') },
    { name: 'customerKey', label: t('reservations.customerKey') },
    { name: 'name', label: t('reservations.name') },
    { name: 'phone', label: t('reservations.phone') },
    { name: 'staffId', label: t('reservations.staff') },
  ]);
  return (
    <ConfirmDialog
      title={t('reservations.createTitle')}
      action={t('reservations.createConfirm')}
      busy={reserve.isPending}
      {...faults.summary}
      onConfirm={() => void handleSubmit(submit)()}
      onClose={onClose}
    >
      {reserve.isError && <ProblemNotice {...problemText(reserve.error)} />}
      <p>{t('reservations.createHint')}</p>
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <ProductChoice error={faults.at('productId')} {...register('productId')} />
      <TextField
        label={t('reservations.customerKey')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={faults.at('customerKey')}
        {...register('customerKey')}
      />
      <AlreadyReserved productId={product} customerKey={customerKey} />
      <TextField label={t('reservations.name')} autoComplete="off" error={faults.at('name')} {...register('name')} />
      <TextField label={t('reservations.phone')} type="tel" autoComplete="off" hint={t('reservations.phoneHint')} {...register('phone')} />
      <StaffChoice error={faults.at('staffId')} {...register('staffId')} />
      <CheckField {...register('permanent')}>
        {t('reservations.permanent')}
        <Text kind="small" tone="text2" style={{ display: 'block' }}>
          {t('reservations.permanentHint')}
        </Text>
      </CheckField>
    </ConfirmDialog>
  );
}
