import styled from '@emotion/styled';
import { useState } from 'react';
import { businessDay, businessDayAfter, formatDay } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../button.tsx';
import { PillRow, PillToggle } from '../chip.tsx';
import { TextField } from '../field.tsx';
import { Popover } from '../overlay.tsx';
import { FilterButton } from './filter-button.tsx';

const Box = styled('div')({ display: 'flex', flexDirection: 'column', gap: 14, padding: 16 });
const Pair = styled('div')({ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 });
const Foot = styled('div')({ display: 'flex', justifyContent: 'space-between', gap: 8 });

/** Business days, `YYYY-MM-DD`, both included; one that is absent is open. */
export interface DayRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface FilterDatesProps {
  readonly label: string;
  readonly value: DayRange;
  readonly onChange: (range: DayRange) => void;
}

const day = (text: string) => formatDay(`${text}T12:00:00+07:00`);

function useRangeText(): (range: DayRange) => string {
  const { t } = useTexts();
  return ({ from, to }) => {
    if (from === undefined && to === undefined) return t('common.all');
    if (from === to && from !== undefined) return day(from);
    if (from === undefined) return t('table.dateUntil', { to: day(to ?? '') });
    return to === undefined ? t('table.dateSince', { from: day(from) }) : t('table.dateRange', { from: day(from), to: day(to) });
  };
}

const ranges = () => {
  const today = businessDay();
  const yesterday = businessDayAfter(-1);
  return [
    { word: 'common.today', range: { from: today, to: today } },
    { word: 'table.yesterday', range: { from: yesterday, to: yesterday } },
    { word: 'table.last7', range: { from: businessDayAfter(-6), to: today } },
    { word: 'table.last30', range: { from: businessDayAfter(-29), to: today } },
    { word: 'table.thisMonth', range: { from: `${today.slice(0, 8)}01`, to: today } },
  ] as const;
};

/** A filter by days, from and to. The calendar is the browser's own. */
export function FilterDates({ label, value, onChange }: FilterDatesProps) {
  const { t } = useTexts();
  const rangeText = useRangeText();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const change = (changes: DayRange) => {
    const { from, to } = { ...value, ...changes };
    // A range that ends before it begins is meant the other way round.
    onChange(from !== undefined && to !== undefined && from > to ? { from: to, to: from } : { from, to });
  };
  const field = (text: string) => (text === '' ? undefined : text);
  return (
    <>
      <FilterButton
        label={label}
        value={rangeText(value)}
        active={value.from !== undefined || value.to !== undefined}
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      <Popover align="start" anchor={anchor} label={label} width={444} onClose={() => setAnchor(null)}>
        <Box>
          <PillRow>
            {ranges().map(({ word, range }) => (
              <PillToggle key={word} on={range.from === value.from && range.to === value.to} onClick={() => onChange(range)}>
                {t(word)}
              </PillToggle>
            ))}
          </PillRow>
          <Pair>
            <TextField
              label={t('table.dateFrom')}
              type="date"
              value={value.from ?? ''}
              onChange={(event) => change({ from: field(event.target.value) })}
            />
            <TextField
              label={t('table.dateTo')}
              type="date"
              value={value.to ?? ''}
              onChange={(event) => change({ to: field(event.target.value) })}
            />
          </Pair>
          <Foot>
            <Button kind="quiet" size="small" onClick={() => onChange({})}>
              {t('common.all')}
            </Button>
            <Button size="small" onClick={() => setAnchor(null)}>
              {t('common.close')}
            </Button>
          </Foot>
        </Box>
      </Popover>
    </>
  );
}
