import type { Database } from '../../../../contract/databases.ts';
import { useTexts } from '../../../lib/texts.ts';
import { SelectField } from '../../../ui/field.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { PickButton, PickList } from '../../../ui/pick-list.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Text } from '../../../ui/text.tsx';

interface DatabaseListProps {
  /** Those with records left; absent while they are being read. */
  readonly databases: readonly Database[] | undefined;
  readonly onDatabase: (databaseId: string) => void;
}

/** The first question of the panel, where it was opened for no database in particular. */
export function DatabaseList({ databases, onDatabase }: DatabaseListProps) {
  const { t } = useTexts();
  if (databases === undefined) return <Skeleton style={{ height: 280 }} />;
  return (
    <Stack gap={2}>
      <Text as="h3" weight={600}>
        {t('assigning.fromWhich')}
      </Text>
      <PickList>
        {databases.map((one) => (
          <li key={one.id}>
            <PickButton type="button" onClick={() => onDatabase(one.id)}>
              <Stack grow>
                <Text cut dir="auto">
                  {one.name}
                </Text>
                <Text kind="small" tone="text2" cut>
                  {one.productName}
                </Text>
              </Stack>
              <Text kind="dense" tone="text2">
                {t('assigning.available', { count: one.counts.available })}
              </Text>
            </PickButton>
          </li>
        ))}
      </PickList>
    </Stack>
  );
}

/** Which database it is, and the others; how many are left stands before what may be cut. */
export function DatabaseChoice({ databases, database, onDatabase }: DatabaseListProps & { readonly database: Database }) {
  const { t } = useTexts();
  const listed = databases ?? [];
  const shown = listed.some(({ id }) => id === database.id) ? listed : [database, ...listed];
  return (
    <SelectField
      label={t('assigning.database')}
      value={database.id}
      hint={t('assigning.leftHere', { count: database.counts.available })}
      onChange={(event) => onDatabase(event.target.value)}
    >
      {shown.map((one) => (
        <option key={one.id} value={one.id}>
          {t('assigning.databaseOption', { name: one.name, product: one.productName, count: one.counts.available })}
        </option>
      ))}
    </SelectField>
  );
}
