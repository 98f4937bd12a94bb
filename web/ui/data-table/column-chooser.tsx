import styled from '@emotion/styled';
import { ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { textFinder } from '../../../contract/search.ts';
import type { TableSettings } from '../../lib/table-settings.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../button.tsx';
import { CheckField } from '../choice.tsx';
import { SearchField } from '../field.tsx';
import { IconButton } from '../icon-button.tsx';
import { Popover } from '../overlay.tsx';
import { color, radius, type } from '../theme.ts';
import { type Column, columnWord, isMovable } from './column.ts';

/** From so many columns on, one is found by typing. */
const many = 12;

const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '10px 8px 6px 16px',
  '& > h2': { ...type.strong, flex: 1 },
});
const Find = styled('div')({ padding: '4px 12px 8px' });
const List = styled('ul')({
  overflowY: 'auto',
  padding: '0 6px 8px',
  '& > li': {
    display: 'flex',
    alignItems: 'center',
    minHeight: 40,
    borderRadius: radius.control,
    paddingLeft: 4,
    gap: 4,
    '&:hover': { backgroundColor: color.hover },
    '& > svg': { flexShrink: 0, color: color.text3, cursor: 'grab' },
    '& > label': { flex: 1, minWidth: 0, alignItems: 'center', paddingBlock: 6, '& > span:last-of-type': { overflowWrap: 'anywhere' } },
  },
  '& > li[data-over]': { boxShadow: `inset 0 2px ${color.accent}` },
});

const moved = (keys: readonly string[], key: string, to: number): readonly string[] => {
  const others = keys.filter((other) => other !== key);
  return [...others.slice(0, to), key, ...others.slice(to)];
};

/** The keys of movable columns in the chosen order; those never moved stand where they stand at first. */
function orderOf<Row>(columns: readonly Column<Row>[], settings: TableSettings): readonly string[] {
  const keys = columns.filter(isMovable).map(({ key }) => key);
  const known = settings.order.filter((key) => keys.includes(key));
  return [...known, ...keys.filter((key) => !known.includes(key))];
}

interface ChooserProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly settings: TableSettings;
  readonly onChange: (changes: Partial<TableSettings>) => void;
}

function useDrag(onDrop: (key: string, onto: string) => void) {
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const end = () => {
    setDragged(undefined);
    setOver(undefined);
  };
  const attributes = (key: string) => ({
    draggable: true,
    'data-over': over === key && dragged !== key ? '' : undefined,
    onDragStart: () => setDragged(key),
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(key);
    },
    onDragEnd: end,
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged !== undefined && dragged !== key) onDrop(dragged, key);
      end();
    },
  });
  return attributes;
}

function ColumnList<Row>({ columns, settings, onChange, find }: ChooserProps<Row> & { readonly find: string }) {
  const { t } = useTexts();
  const order = orderOf(columns, settings);
  const drag = useDrag((key, onto) => onChange({ order: moved(order, key, order.indexOf(onto)) }));
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const finds = textFinder(find);
  const shown = order.flatMap((key) => byKey.get(key) ?? []).filter((column) => finds(columnWord(column)));
  return (
    <List>
      {shown.map((column) => {
        const name = columnWord(column);
        const at = order.indexOf(column.key);
        return (
          <li key={column.key} {...drag(column.key)}>
            <GripVertical size={16} aria-hidden />
            <CheckField
              checked={settings.shown[column.key] ?? column.hidden !== true}
              disabled={column.hideable === false}
              onChange={(event) => onChange({ shown: { ...settings.shown, [column.key]: event.target.checked } })}
            >
              {name}
            </CheckField>
            <IconButton
              label={t('table.moveUp', { name })}
              disabled={at === 0}
              onClick={() => onChange({ order: moved(order, column.key, at - 1) })}
            >
              <ChevronUp size={16} aria-hidden />
            </IconButton>
            <IconButton
              label={t('table.moveDown', { name })}
              disabled={at === order.length - 1}
              onClick={() => onChange({ order: moved(order, column.key, at + 1) })}
            >
              <ChevronDown size={16} aria-hidden />
            </IconButton>
          </li>
        );
      })}
    </List>
  );
}

/** Which columns are shown and in which order. */
export function ColumnChooser<Row>({
  anchor,
  onClose,
  ...chooser
}: ChooserProps<Row> & { readonly anchor: Element | null; readonly onClose: () => void }) {
  const { t } = useTexts();
  const [find, setFind] = useState('');
  return (
    <Popover anchor={anchor} label={t('table.columns')} width={340} onClose={onClose}>
      <Head>
        <h2>{t('table.columns')}</h2>
        <Button size="small" kind="quiet" onClick={() => chooser.onChange({ order: [], shown: {} })}>
          {t('table.resetColumns')}
        </Button>
      </Head>
      {chooser.columns.length > many && (
        <Find>
          <SearchField label={t('table.findColumn')} value={find} onChange={(event) => setFind(event.target.value)} />
        </Find>
      )}
      <ColumnList {...chooser} find={find} />
    </Popover>
  );
}
