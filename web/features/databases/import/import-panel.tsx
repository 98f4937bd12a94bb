import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Module } from '../../../../contract/values.ts';
import { followImport, type RunningImport } from '../../../lib/import-jobs.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useAct } from '../../../lib/read.ts';
import { productsRead } from '../../../lib/shared-reads.ts';
import { Button } from '../../../ui/button.tsx';
import { Dropzone } from '../../../ui/dropzone.tsx';
import { Row, Stack } from '../../../ui/layout.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { Text } from '../../../ui/text.tsx';
import { CheckResult, type Duplicates, importable } from './check-result.tsx';
import { FilePreview } from './file-preview.tsx';
import { ImportDone } from './import-done.tsx';
import { type ImportSettings, mappingIsEnough, mappingOf, settingsFor } from './import-settings.ts';
import { MappingForm } from './mapping-form.tsx';
import { useCheck } from './use-check.ts';
import { type UploadState, useUpload } from './use-upload.ts';

interface ImportPanelProps {
  readonly module: Module;
  readonly moduleName: string;
  readonly productId: string | undefined;
  readonly onClose: () => void;
  readonly onAssign: (databaseId: string) => void;
}

/** The settings of the file at hand: the guess until the admin decides otherwise. */
function useSettings(upload: UploadState, productId: string | undefined) {
  const { data } = useQuery(productsRead);
  const products = data?.items.filter((product) => product.active) ?? [];
  const standard = productId ?? (products.length === 1 ? products[0]?.id : undefined) ?? '';
  const [changed, setChanged] = useState<{ readonly of: string; readonly settings: ImportSettings }>();
  const { uploaded } = upload;
  const of = uploaded === undefined ? '' : `${uploaded.uploadId}/${uploaded.detected.sheet ?? ''}`;
  const settings =
    uploaded === undefined
      ? undefined
      : changed?.of === of
        ? changed.settings
        : settingsFor(uploaded, changed?.settings.productId ?? standard, undefined);
  return { products, settings, change: (next: ImportSettings) => setChanged({ of, settings: next }) };
}

function ChooseFile({ upload }: { readonly upload: UploadState }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { sent } = upload;
  if (sent !== undefined) {
    return (
      <Stack gap={3} role="status">
        <Text weight={600} wrap>
          {t('importing.uploading', { name: upload.fileName ?? '' })}
        </Text>
        <Progress
          label={t('importing.uploading', { name: upload.fileName ?? '' })}
          parts={[{ tone: 'accent', value: Math.round(sent * 100) }]}
          whole={100}
        />
        <Text kind="dense" tone="text2">
          {sent < 1 ? `${Math.floor(sent * 100)}%` : t('importing.reading')}
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap={4}>
      {upload.error !== undefined && <ProblemNotice {...problemText(upload.error)} />}
      <Dropzone
        title={t('importing.drop')}
        hint={t('importing.dropHint')}
        action={t('importing.choose')}
        accept=".csv,.tsv,.txt,.xlsx,.xls"
        onFiles={upload.send}
      />
    </Stack>
  );
}

function useImportFlow({ module, productId }: ImportPanelProps) {
  const upload = useUpload();
  const { products, settings, change } = useSettings(upload, productId);
  const [strict, setStrict] = useState(false);
  const [duplicates, setDuplicates] = useState<Duplicates>('skip');
  const [started, setStarted] = useState<RunningImport>();
  const check = useCheck();
  const create = useAct('POST /databases', {
    onSuccess: ({ jobId, databaseId }, { body }) => {
      const running = { jobId, databaseId, name: body.name, module };
      followImport(running);
      setStarted(running);
    },
  });
  const { uploaded } = upload;
  const place = () => (uploaded?.detected.sheet === null || uploaded === undefined ? {} : { sheet: uploaded.detected.sheet });
  const startCheck = () => {
    setStrict(true);
    if (
      uploaded === undefined ||
      settings === undefined ||
      settings.productId === '' ||
      settings.name.trim() === '' ||
      !mappingIsEnough(settings.columns)
    )
      return;
    check.start({
      params: { id: uploaded.uploadId },
      body: { module, productId: settings.productId, ...place(), mapping: mappingOf(settings.columns) },
    });
  };
  const startImport = () => {
    if (uploaded === undefined || settings === undefined) return;
    create.mutate({
      body: {
        uploadId: uploaded.uploadId,
        name: settings.name.trim(),
        module,
        productId: settings.productId,
        ...place(),
        mapping: mappingOf(settings.columns),
        duplicates,
      },
    });
  };
  const startOver = (files: readonly File[]) => {
    setStrict(false);
    setDuplicates('skip');
    setStarted(undefined);
    check.forget();
    create.reset();
    if (files.length === 0) upload.reset();
    else upload.send(files);
  };
  return {
    upload,
    products,
    settings,
    change,
    strict,
    duplicates,
    setDuplicates,
    started,
    check,
    create,
    startCheck,
    startImport,
    startOver,
  };
}

type Flow = ReturnType<typeof useImportFlow>;

function FileSteps({ flow }: { readonly flow: Flow }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { upload, check, create, settings } = flow;
  const { uploaded } = upload;
  if (uploaded === undefined || settings === undefined) return <ChooseFile upload={upload} />;
  const error = create.error ?? check.error ?? upload.error;
  return (
    <>
      <Row gap={2} justify="space-between">
        <Text weight={600} wrap>
          {uploaded.fileName}
        </Text>
        <Button size="small" onClick={() => flow.startOver([])}>
          {t('importing.otherFile')}
        </Button>
      </Row>
      {error !== null && error !== undefined && <ProblemNotice {...problemText(error)} />}
      {check.result === undefined ? (
        <>
          <MappingForm uploaded={uploaded} products={flow.products} settings={settings} strict={flow.strict} onChange={flow.change} />
          <FilePreview uploaded={uploaded} busy={upload.readingSheet} onSheet={upload.chooseSheet} />
        </>
      ) : (
        <CheckResult check={check.result} duplicates={flow.duplicates} onDuplicates={flow.setDuplicates} />
      )}
    </>
  );
}

function FlowButtons({ flow, onClose }: { readonly flow: Flow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { check, create, upload } = flow;
  if (upload.uploaded === undefined) return <Button onClick={onClose}>{t('common.cancel')}</Button>;
  if (check.result === undefined) {
    return (
      <>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="primary" size="large" busy={check.running} onClick={flow.startCheck}>
          {check.rowsDone === undefined ? t('importing.check') : t('importing.checking', { done: check.rowsDone })}
        </Button>
      </>
    );
  }
  const count = importable(check.result, flow.duplicates);
  return (
    <>
      <Button onClick={check.forget} disabled={create.isPending}>
        {t('importing.changeMapping')}
      </Button>
      <Button kind="primary" size="large" busy={create.isPending} disabled={count === 0} onClick={flow.startImport}>
        {t('importing.start', { count })}
      </Button>
    </>
  );
}

/** A file on its way to becoming a database: choose, look, map, check, import, receipt. */
export function ImportPanel(props: ImportPanelProps) {
  const { t } = useTranslation();
  const flow = useImportFlow(props);
  const { started, upload } = flow;
  const frame = {
    title: t('importing.title'),
    subtitle: t('importing.titleFor', { module: props.moduleName }),
    closeLabel: t('common.close'),
    onClose: props.onClose,
    wide: true,
  };
  if (started !== undefined) {
    return <ImportDone frame={frame} started={started} waiting={upload.waiting} onNext={flow.startOver} onAssign={props.onAssign} />;
  }
  return (
    <SidePanel {...frame} actions={<FlowButtons flow={flow} onClose={props.onClose} />}>
      <FileSteps flow={flow} />
    </SidePanel>
  );
}
