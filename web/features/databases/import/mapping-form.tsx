import type { Product } from '../../../../contract/products.ts';
import type { Uploaded } from '../../../../contract/uploads.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { FieldPair, Stack } from '../../../ui/layout.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Text } from '../../../ui/text.tsx';
import { type ImportSettings, type MappedField, mappedFields, mappingIsEnough } from '../../../lib/import-settings.ts';

interface MappingFormProps {
  readonly uploaded: Uploaded;
  /** Those that can be imported to; absent while they are being read. */
  readonly products: readonly Product[] | undefined;
  readonly settings: ImportSettings;
  /** Say what is missing; only after the first attempt to go on. */
  readonly strict: boolean;
  readonly onChange: (settings: ImportSettings) => void;
  readonly onNewProduct: () => void;
}

function MappingFields({ uploaded, settings, strict, onChange }: MappingFormProps) {
  const { t } = useTexts();
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
        {uploaded.mappingRemembered && (
          <Text kind="small" tone="ok" weight={500}>
            {t('importing.remembered')}
          </Text>
        )}
      </Stack>
      <FieldPair>
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
      </FieldPair>
    </Stack>
  );
}

function ProductChoice({ products, settings, strict, onChange, onNewProduct }: MappingFormProps) {
  const { t } = useTexts();
  if (products?.length === 0) {
    return (
      <Notice
        tone={strict ? 'bad' : 'warn'}
        title={t('importing.noProducts')}
        actions={
          <Button kind="primary" onClick={onNewProduct}>
            {t('importing.newProduct')}
          </Button>
        }
      >
        {t('importing.noProductsHint')}
      </Notice>
    );
  }
  return (
    <SelectField
      label={t('importing.product')}
      value={settings.productId}
      error={strict && settings.productId === '' ? t('field.required') : undefined}
      onChange={(event) => onChange({ ...settings, productId: event.target.value })}
    >
      <option value="">{t('importing.chooseProduct')}</option>
      {products?.map((product) => (
        <option key={product.id} value={product.id}>
          {product.name}
        </option>
      ))}
    </SelectField>
  );
}

/** Which columns mean what, the database's name and its product. */
export function MappingForm(props: MappingFormProps) {
  const { t } = useTexts();
  const { settings, strict, onChange } = props;
  return (
    <Stack gap={4}>
      <FieldPair>
        <TextField
          label={t('importing.databaseName')}
          value={settings.name}
          maxLength={200}
          error={strict && settings.name.trim() === '' ? t('field.required') : undefined}
          onChange={(event) => onChange({ ...settings, name: event.target.value })}
        />
        <ProductChoice {...props} />
      </FieldPair>
      <MappingFields {...props} />
    </Stack>
  );
}
