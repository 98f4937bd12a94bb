import { Check, Columns3, Download, Rows2, Rows3, Rows4 } from 'lucide-react';
import { useState } from 'react';
import type { Density, TableSettings } from '../../lib/table-settings.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../button.tsx';
import { IconButton } from '../icon-button.tsx';
import { Menu } from '../menu.tsx';
import { type Column, isMovable } from './column.ts';
import { ColumnChooser } from './column-chooser.tsx';

export type DownloadFormat = 'xlsx' | 'csv';

/** Fetches a file without leaving the page, whatever the server answers. */
function fetchFile(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

const densities = [
  { value: 'two', word: 'table.twoLines', icon: Rows2 },
  { value: 'one', word: 'table.oneLine', icon: Rows3 },
  { value: 'compact', word: 'table.compact', icon: Rows4 },
] as const satisfies readonly { readonly value: Density; readonly word: string; readonly icon: unknown }[];

function DensityMenu({ density, onChange }: { readonly density: Density; readonly onChange: (density: Density) => void }) {
  const { t } = useTexts();
  const Current = densities.find(({ value }) => value === density)?.icon ?? Rows2;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('table.density')} outlined {...props}>
          <Current size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      entries={densities.map(({ value, word, icon: Icon }) => ({
        key: value,
        label: t(word),
        icon: value === density ? <Check size={16} aria-hidden /> : <Icon size={16} aria-hidden />,
        checked: value === density,
        onSelect: () => onChange(value),
      }))}
    />
  );
}

function ExportMenu({ download }: { readonly download: (format: DownloadFormat) => string }) {
  const { t } = useTexts();
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('table.export')} outlined {...props}>
          <Download size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'xlsx', label: t('table.exportXlsx'), onSelect: () => fetchFile(download('xlsx')) },
        { key: 'csv', label: t('table.exportCsv'), onSelect: () => fetchFile(download('csv')) },
      ]}
    />
  );
}

interface TableToolsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly settings: TableSettings;
  readonly onChange: (changes: Partial<TableSettings>) => void;
  readonly download: ((format: DownloadFormat) => string) | undefined;
  /** On a phone rows are cards, so there are neither columns nor densities to choose. */
  readonly phone: boolean;
}

/** What changes how a table is drawn, and what fetches it as a file. */
export function TableTools<Row>({ columns, settings, onChange, download, phone }: TableToolsProps<Row>) {
  const { t } = useTexts();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const choosable = !phone && columns.filter(isMovable).length > 1;
  if (phone && download === undefined) return null;
  return (
    <div data-tools="">
      {choosable && (
        <Button
          icon={<Columns3 size={17} strokeWidth={1.75} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {t('table.columns')}
        </Button>
      )}
      {!phone && <DensityMenu density={settings.density} onChange={(density) => onChange({ density })} />}
      {download !== undefined && <ExportMenu download={download} />}
      {choosable && (
        <ColumnChooser columns={columns} settings={settings} onChange={onChange} anchor={anchor} onClose={() => setAnchor(null)} />
      )}
    </div>
  );
}
