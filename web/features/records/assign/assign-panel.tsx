import { useQuery } from '@tanstack/react-query';
import { Shuffle, Upload } from 'lucide-react';
import { useId, useState } from 'react';
import type { Database } from '../../../../contract/databases.ts';
import type { OutputOf } from '../../../lib/interface.ts';
import { useValuesDraft } from '../../../lib/drafts.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useAct } from '../../../lib/read.ts';
import { settingsRead } from '../../../lib/shared-reads.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented, Stepper } from '../../../ui/choice.tsx';
import { DraftNotice } from '../../../ui/draft-notice.tsx';
import { Row, Stack } from '../../../ui/layout.tsx';
import { EmptyState } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { Text } from '../../../ui/text.tsx';
import { type AssignInput, AssignPreview, givenOf, useAssignPreview } from './assign-preview.tsx';
import { AssignResult } from './assign-result.tsx';
import { DatabaseChoice, DatabaseList } from './database-choice.tsx';
import { StaffPicker } from './staff-picker.tsx';

interface AssignPanelProps {
  /** Those with records left; absent while they are being read. */
  readonly databases: readonly Database[] | undefined;
  readonly database: Database | undefined;
  readonly onDatabase: (databaseId: string) => void;
  /** Nobody is there to receive: make somebody. */
  readonly onInvite: () => void;
  /** The staff member who was invited last, to be chosen. */
  readonly invited: string | undefined;
  /** Nothing is there to give: import something. */
  readonly onImport: () => void;
  readonly onClose: () => void;
  readonly onSeeBatches: () => void;
}

function useAssigning(database: Database | undefined) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [quantity, setQuantity] = useState(100);
  const { data: settings } = useQuery(settingsRead);
  const [ordered, setOrder] = useState<'random' | 'file'>();
  const order = ordered ?? settings?.assignOrder ?? 'random';
  const [ended, setEnded] = useState<{ readonly databaseId: string | undefined; readonly result: OutputOf<'POST /assignments'> }>();
  const draft = useValuesDraft('assign', { chosen: [...chosen], quantity, order: ordered }, (kept) => {
    setChosen(new Set(kept.chosen));
    setQuantity(kept.quantity);
    setOrder(kept.order);
  });
  const assign = useAct('POST /assignments', {
    onSuccess: (result) => {
      draft.clear();
      setEnded({ databaseId: database?.id, result });
    },
  });
  const body: AssignInput | undefined =
    database === undefined || chosen.size === 0 || quantity === 0
      ? undefined
      : { databaseId: database.id, staffIds: [...chosen].toSorted(), quantity, order };
  const preview = useAssignPreview(body);
  const asked = quantity * chosen.size;
  return {
    chosen,
    setChosen,
    quantity,
    setQuantity,
    order,
    setOrder,
    /** Of this database: another one begins anew, with the same staff. */
    result: ended !== undefined && (database === undefined || ended.databaseId === database.id) ? ended.result : undefined,
    assign,
    draft,
    body,
    asked,
    /** How many the button promises. */
    promised: givenOf(preview, asked),
    again: () => {
      setEnded(undefined);
      setChosen(new Set());
      assign.reset();
    },
  };
}

type Assigning = ReturnType<typeof useAssigning>;

function AssignFields({ state, onInvite, invited }: Pick<AssignPanelProps, 'onInvite' | 'invited'> & { readonly state: Assigning }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <>
      <StaffPicker chosen={state.chosen} onChange={state.setChosen} onInvite={onInvite} invited={invited} />
      <Row gap={4} align="flex-start">
        <Stack gap={2} grow>
          <Text as="label" weight={600} htmlFor={id}>
            {t('assigning.quantityEach')}
          </Text>
          <Stepper
            id={id}
            value={state.quantity}
            step={state.quantity < 20 ? 5 : 50}
            less={t('assigning.less')}
            more={t('assigning.more')}
            onChange={state.setQuantity}
            aria-describedby={`${id}-sum`}
          />
          <Text id={`${id}-sum`} kind="small" tone="text2">
            {state.chosen.size > 1 && t('assigning.sum', { staff: state.chosen.size, each: state.quantity, count: state.asked })}
          </Text>
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
      <AssignPreview body={state.body} asked={state.asked} />
    </>
  );
}

/** Give records of a database to one or several staff, seeing beforehand what will be given. */
export function AssignPanel(props: AssignPanelProps) {
  const { databases, database, onDatabase, onImport, onClose, onSeeBatches } = props;
  const { t } = useTexts();
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
        <AssignResult result={state.result} onUndone={state.again} />
      </SidePanel>
    );
  }
  if (database === undefined && databases?.length === 0) {
    return (
      <SidePanel {...frame} actions={<Button onClick={onClose}>{t('common.close')}</Button>}>
        <EmptyState
          icon={<Upload size={22} />}
          title={t('assigning.noDatabase')}
          actions={
            <Button kind="primary" onClick={onImport}>
              {t('databases.import')}
            </Button>
          }
        >
          {t('assigning.noDatabaseHint')}
        </EmptyState>
      </SidePanel>
    );
  }
  if (database === undefined) {
    return (
      <SidePanel {...frame} actions={<Button onClick={onClose}>{t('common.cancel')}</Button>}>
        <DatabaseList databases={databases} onDatabase={onDatabase} />
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
      <DatabaseChoice databases={databases} database={database} onDatabase={onDatabase} />
      <DraftNotice restored={state.draft.restored} discard={state.draft.discard} />
      <AssignFields state={state} onInvite={props.onInvite} invited={props.invited} />
    </SidePanel>
  );
}
