import type { FileLayout } from '../../../../contract/file-layouts.ts';
import type { Product } from '../../../../contract/products.ts';
import { chooseProduct, changeSettings, type QueuedFile, removeFile, stageOf } from '../../../lib/import-queue.ts';
import type { ImportSettings } from '../../../lib/import-settings.ts';
import { changeLayout, chooseDuplicates } from '../../../lib/import-work.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { CheckResult } from './check-result.tsx';
import { FilePreview } from './file-preview.tsx';
import { ImportRun } from './import-run.tsx';
import { EncodingChoice } from './layout-form.tsx';
import { MappingForm } from './mapping-form.tsx';
import { SendFile } from './send-file.tsx';

interface FileStepsProps {
  readonly file: QueuedFile;
  readonly products: readonly Product[] | undefined;
  /** Say what is missing; only after the first attempt to go on. */
  readonly strict: boolean;
  readonly onNewProduct: () => void;
}

/** What there is to see and to decide of one file, step by step. */
export function FileSteps({ file, products, strict, onNewProduct }: FileStepsProps) {
  const problemText = useProblemText();
  const { uploaded, settings, started, check, id } = file;
  if (started !== undefined) return <ImportRun key={started.jobId} started={started} onUndone={() => removeFile(id)} />;
  if (uploaded === undefined || settings === undefined) return <SendFile key={id} file={file} />;
  const change = (next: ImportSettings) => {
    changeSettings(id, next);
    if (next.productId !== settings.productId) chooseProduct(next.productId);
  };
  const layout = {
    uploaded,
    chosen: file.wantedLayout ?? file.layout ?? {},
    strict,
    onLayout: (choice: FileLayout) => void changeLayout(id, choice),
  };
  const shown = stageOf(file) === 'checked' || stageOf(file) === 'starting';
  return (
    <>
      {file.failure !== undefined && <ProblemNotice {...problemText(file.failure)} />}
      {shown && check !== undefined ? (
        <CheckResult check={check} duplicates={file.duplicates} onDuplicates={(choice) => chooseDuplicates(id, choice)} />
      ) : (
        <>
          <EncodingChoice {...layout} />
          <MappingForm
            uploaded={uploaded}
            products={products}
            settings={settings}
            strict={strict}
            onChange={change}
            onNewProduct={onNewProduct}
          />
          <FilePreview {...layout} busy={file.wantedLayout !== undefined} refusal={file.layoutRefusal} />
        </>
      )}
    </>
  );
}
