import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Module } from '../../../../contract/values.ts';
import {
  addFiles,
  canBeChecked,
  canSendAgain,
  chooseProduct,
  importable,
  type QueuedFile,
  removeFile,
  sendAgain,
  stageOf,
  useImportFiles,
} from '../../../lib/import-queue.ts';
import { changeMapping, checkFile, startImport } from '../../../lib/import-work.ts';
import { isRunning } from '../../../lib/import-jobs.ts';
import { productsRead } from '../../../lib/shared-reads.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Dropzone } from '../../../ui/dropzone.tsx';
import { Row } from '../../../ui/layout.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { Text } from '../../../ui/text.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { FileQueue } from './file-queue.tsx';
import { FileSteps } from './file-steps.tsx';
import { spreadsheets } from './spreadsheets.ts';
import { useImportJob } from './use-import-job.ts';

interface ImportPanelProps {
  readonly module: Module;
  readonly moduleName: string;
  readonly productId: string | undefined;
  readonly onNewProduct: () => void;
  readonly onClose: () => void;
  readonly onAssign: (databaseId: string) => void;
}

/** Puts files into the module's queue; says which were in it already. */
export function useAddFiles(module: Module, productId: string | undefined): (files: readonly File[]) => void {
  const { t } = useTexts();
  return (files) => {
    const twice = addFiles(module, files, productId ?? '');
    if (twice.length > 0) showToast({ tone: 'plain', text: t('importing.twice', { names: twice.join(', '), count: twice.length }) });
  };
}

/** Active products; a single one needs no choosing. */
function useProducts(files: readonly QueuedFile[]) {
  const { data } = useQuery(productsRead);
  const products = data?.items.filter((product) => product.active);
  const only = products?.length === 1 ? products[0]?.id : undefined;
  const missing = files.some(({ settings }) => settings?.productId === '');
  useEffect(() => {
    if (only !== undefined && missing) chooseProduct(only);
  }, [only, missing]);
  return products;
}

/** The file that is looked at: the one chosen, else the first that is not on its way yet. */
function useChosen(files: readonly QueuedFile[]) {
  const [id, setId] = useState<string>();
  const next = files.find((file) => stageOf(file) !== 'started') ?? files.at(-1);
  const chosen = files.find((file) => file.id === id) ?? next;
  useEffect(() => {
    if (chosen !== undefined && chosen.id !== id) setId(chosen.id);
  }, [chosen, id]);
  return { chosen, choose: setId };
}

/** Imports whose receipt was seen leave the queue with the panel. */
function useForgetSeen(files: readonly QueuedFile[]) {
  const latest = useRef(files);
  useEffect(() => {
    latest.current = files;
  }, [files]);
  useEffect(
    () => () => {
      for (const { id, started } of latest.current) if (started !== undefined && !isRunning(started.jobId)) removeFile(id);
    },
    [],
  );
}

interface ButtonsProps {
  readonly file: QueuedFile;
  readonly files: readonly QueuedFile[];
  readonly onTry: () => void;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  readonly onAssign: (databaseId: string) => void;
}

function StartedButtons({ file, files, onChoose, onAssign }: ButtonsProps) {
  const { t } = useTexts();
  const { data: job } = useImportJob(file.started?.jobId);
  const others = files.filter((other) => other.id !== file.id && stageOf(other) !== 'started');
  const [next] = others;
  const ended = job?.state === 'succeeded' || job?.state === 'failed';
  return (
    <>
      {next === undefined ? (
        <Button disabled={!ended} onClick={() => removeFile(file.id)}>
          {t('importing.another')}
        </Button>
      ) : (
        <Button onClick={() => onChoose(next.id)}>{t('importing.nextFile', { count: others.length })}</Button>
      )}
      <Button
        kind="primary"
        size="large"
        disabled={job?.state !== 'succeeded'}
        onClick={() => file.started !== undefined && onAssign(file.started.databaseId)}
      >
        {t('importing.assignNow')}
      </Button>
    </>
  );
}

function FileButtons(props: ButtonsProps) {
  const { t } = useTexts();
  const { file, onTry, onClose } = props;
  const stage = stageOf(file);
  if (stage === 'started') return <StartedButtons {...props} />;
  if (stage === 'notSent') {
    const again = canSendAgain(file);
    return (
      <>
        <Button onClick={again ? () => removeFile(file.id) : onClose}>{t(again ? 'importing.otherFile' : 'common.close')}</Button>
        <Button kind="primary" size="large" onClick={() => (again ? sendAgain : removeFile)(file.id)}>
          {t(again ? 'importing.sendAgain' : 'importing.otherFile')}
        </Button>
      </>
    );
  }
  if (stage === 'waiting' || stage === 'sending') return <Button onClick={onClose}>{t('importing.closeGoesOn')}</Button>;
  if (stage === 'mapping' || stage === 'checking') {
    const done = file.checking?.rowsDone;
    const check = () => {
      onTry();
      if (canBeChecked(file)) void checkFile(file.id);
    };
    return (
      <>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button kind="primary" size="large" busy={stage === 'checking'} disabled={file.wantedLayout !== undefined} onClick={check}>
          {done === undefined || done === 0 ? t('importing.check') : t('importing.checking', { done })}
        </Button>
      </>
    );
  }
  const count = file.check === undefined ? 0 : importable(file.check, file.duplicates);
  const starting = stage === 'starting';
  return (
    <>
      <Button onClick={() => changeMapping(file.id)} disabled={starting}>
        {t('importing.changeMapping')}
      </Button>
      <Button kind="primary" size="large" busy={starting} disabled={count === 0} onClick={() => void startImport(file.id)}>
        {t('importing.start', { count })}
      </Button>
    </>
  );
}

/** Files on their way to becoming databases: choose, look, map, check, import, receipt; several at once. */
export function ImportPanel({ module, moduleName, productId, onNewProduct, onClose, onAssign }: ImportPanelProps) {
  const { t } = useTexts();
  const files = useImportFiles(module);
  const products = useProducts(files);
  const { chosen, choose } = useChosen(files);
  const [tried, setTried] = useState<string>();
  const add = useAddFiles(module, productId);
  useForgetSeen(files);
  const frame = {
    title: t('importing.title'),
    subtitle: t('importing.titleFor', { module: moduleName }),
    closeLabel: t('common.close'),
    onClose,
    wide: true,
  };
  if (chosen === undefined) {
    return (
      <SidePanel {...frame} actions={<Button onClick={onClose}>{t('common.cancel')}</Button>}>
        <Dropzone
          title={t('importing.drop')}
          hint={t('importing.dropHint')}
          action={t('importing.choose')}
          accept={spreadsheets}
          onFiles={add}
        />
      </SidePanel>
    );
  }
  const buttons = (
    <FileButtons file={chosen} files={files} onTry={() => setTried(chosen.id)} onChoose={choose} onClose={onClose} onAssign={onAssign} />
  );
  return (
    <SidePanel {...frame} actions={buttons}>
      {files.length > 1 ? (
        <FileQueue files={files} chosenId={chosen.id} onChoose={choose} onFiles={add} />
      ) : (
        <Row gap={2} justify="space-between">
          <Text weight={600} wrap>
            {chosen.fileName}
          </Text>
          {stageOf(chosen) !== 'started' && (
            <Button size="small" onClick={() => removeFile(chosen.id)}>
              {t('importing.otherFile')}
            </Button>
          )}
        </Row>
      )}
      <FileSteps file={chosen} products={products} strict={tried === chosen.id} onNewProduct={onNewProduct} />
    </SidePanel>
  );
}
