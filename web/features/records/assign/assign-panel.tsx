import { Shuffle } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Database } from '../../../../contract/databases.ts';
import type { OutputOf } from '../../../lib/interface.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useAct } from '../../../lib/read.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented, Stepper } from '../../../ui/choice.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Row, Stack } from '../../../ui/layout.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { Text } from '../../../ui/text.tsx';
import { type AssignInput, AssignPreview, useAssignPreview } from './assign-preview.tsx';
import { AssignResult } from './assign-result.tsx';
import { StaffPicker } from './staff-picker.tsx';

/** The contract's limit for one staff member. */
const largest = 100_000;

interface AssignPanelProps {
  readonly databases: readonly Database[];
  readonly database: Database | undefined;
  readonly onDatabase: (databaseId: string) => void;
  readonly onClose: () => void;
  readonly onSeeBatches: () => void;
}

function useAssigning(database: Database | undefined) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [quantity, setQuantity] = useState(100);
  const [order, setOrder] = useState<'random' | 'file'>('random');
  const [result, setResult] = useState<OutputOf<'POST /assignments'>>();
  const assign = useAct('POST /assignments', { onSuccess: setResult });
  const body: AssignInput | undefined =
    database === undefined || chosen.size === 0 || quantity === 0
      ? undefined
      : { databaseId: database.id, staffIds: [...chosen].toSorted(), quantity, order };
  const { data: preview } = useAssignPreview(body);
  const asked = quantity * chosen.size;
  return {
    chosen,
    setChosen,
    quantity,
    setQuantity,
    order,
    setOrder,
    result,
    assign,
    body,
    asked,
    /** How many the button promises. */
    promised: preview === undefined ? asked : Math.min(asked, preview.eligible),
    again: () => {
      setResult(undefined);
      setChosen(new Set());
      assign.reset();
    },
  };
}

type Assigning = ReturnType<typeof useAssigning>;

function AssignFields({ state }: { readonly state: Assigning }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <StaffPicker chosen={state.chosen} onChange={state.setChosen} />
      <Row gap={4} align="flex-start">
        <Stack gap={2} grow>
          <Text as="label" weight={600} htmlFor={id}>
            {t(state.chosen.size > 1 ? 'assigning.quantityEach' : 'assigning.quantity')}
          </Text>
          <Stepper
            id={id}
            value={state.quantity}
            step={state.quantity < 20 ? 5 : 50}
            max={largest}
            less={t('assigning.less')}
            more={t('assigning.more')}
            onChange={state.setQuantity}
          />
        </Stack>
        <Stack gap={2}>
          <Text weight={600}>{t('assigning.order')}</Text>
          <Segmented
            label={t('assigning.order')}
            value={state.order}
            onChange={state.setOrder}
            options={[
              { value: 'random', label: t('assigning.random'), icon: <Shuffle size={15} aria-hidden /> },
              { value: 'file', label: t('assigning.file') },
            ]}
          />
        </Stack>
      </Row>
      <AssignPreview body={state.body} asked={state.asked} staff={Math.max(1, state.chosen.size)} />
    </>
  );
}

/** Give records of a database to one or several staff, seeing beforehand what will be given. */
export function AssignPanel({ databases, database, onDatabase, onClose, onSeeBatches }: AssignPanelProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const state = useAssigning(database);
  const frame = {
    title: t('assigning.title'),
    ...(database === undefined ? {} : { subtitle: `${database.name} · ${database.productName}` }),
    closeLabel: t('common.close'),
    onClose,
  };
  if (state.result !== undefined) {
    return (
      <SidePanel
        {...frame}
        actions={
          <>
            <Button onClick={state.again}>{t('assigning.again')}</Button>
            <Button kind="primary" size="large" onClick={onSeeBatches}>
              {t('assigning.seeBatches')}
            </Button>
          </>
        }
      >
        <AssignResult result={state.result} />
      </SidePanel>
    );
  }
  return (
    <SidePanel
      {...frame}
      onSubmit={() => state.body !== undefined && state.assign.mutate({ body: state.body })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            size="large"
            type="submit"
            busy={state.assign.isPending}
            disabled={state.body === undefined || state.promised === 0}
          >
            {state.body === undefined
              ? t('assigning.submitEmpty')
              : t('assigning.submit', { count: state.promised, staff: state.chosen.size })}
          </Button>
        </>
      }
    >
      {state.assign.isError && <ProblemNotice {...problemText(state.assign.error)} />}
      {database === undefined && (
        <SelectField label={t('assigning.database')} value="" onChange={(event) => onDatabase(event.target.value)}>
          <option value="">{t('assigning.chooseDatabase')}</option>
          {databases.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </SelectField>
      )}
      <AssignFields state={state} />
    </SidePanel>
  );
}
