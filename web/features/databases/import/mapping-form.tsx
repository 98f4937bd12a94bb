import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../contract/products.ts';
import type { Uploaded } from '../../../../contract/uploads.ts';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { TextLink } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Text } from '../../../ui/text.tsx';
import { type ImportSettings, type MappedField, mappedFields, mappingIsEnough } from './import-settings.ts';

interface MappingFormProps {
  readonly uploaded: Uploaded;
  readonly products: readonly Product[];
  readonly settings: ImportSettings;
  /** Say what is missing; only after the first attempt to go on. */
  readonly strict: boolean;
  readonly onChange: (settings: ImportSettings) => void;
}

function MappingFields({ uploaded, settings, strict, onChange }: MappingFormProps) {
  const { t } = useTranslation();
  const { columns } = settings;
  const choose = (field: MappedField, column: string) => onChange({ ...settings, columns: { ...columns, [field]: column } });
  const missing = strict && !mappingIsEnough(columns);
  return (
    <Stack gap={3}>
      <Stack gap={1}>
        <Text as="h3" weight={600}>
          {t('importing.mapping')}
        </Text>
        <Text kind="small" tone="text2">
          {t('importing.mappingHint')}
        </Text>
      </Stack>
      {mappedFields.map((field) => (
        <SelectField
          key={field}
          label={t(`importing.${field}`)}
          value={columns[field]}
          error={field === 'customerKey' && missing ? t('importing.mappingNeeded') : undefined}
          onChange={(event) => choose(field, event.target.value)}
        >
          <option value="">{t('importing.noColumn')}</option>
          {uploaded.columns.map((column) => (
            <option key={column} value={column}>
              {column}
            </option>
          ))}
        </SelectField>
      ))}
    </Stack>
  );
}

/** Which columns mean what, the database's name and its product. */
export function MappingForm(props: MappingFormProps) {
  const { t } = useTranslation();
  const { products, settings, strict, onChange } = props;
  return (
    <Stack gap={4}>
      <TextField
        label={t('importing.databaseName')}
        value={settings.name}
        maxLength={200}
        error={strict && settings.name.trim() === '' ? t('field.required') : undefined}
        onChange={(event) => onChange({ ...settings, name: event.target.value })}
      />
      {products.length === 0 ? (
        <Notice tone="warn" title={t('importing.noProducts')}>
          <TextLink to="/produk">{t('importing.toProducts')}</TextLink>
        </Notice>
      ) : (
        <SelectField
          label={t('importing.product')}
          value={settings.productId}
          error={strict && settings.productId === '' ? t('field.required') : undefined}
          onChange={(event) => onChange({ ...settings, productId: event.target.value })}
        >
          <option value="">{t('importing.chooseProduct')}</option>
          {products.map((product) => (
            <option key={product.id} value={product.id}>
              {product.name}
            </option>
          ))}
        </SelectField>
      )}
      <MappingFields {...props} />
    </Stack>
  );
}
