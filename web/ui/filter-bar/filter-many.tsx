import styled from '@emotion/styled';
import { useState } from 'react';
import { textFinder } from '../../../contract/search.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../button.tsx';
import { CheckField } from '../choice.tsx';
import { SearchField } from '../field.tsx';
import { Popover } from '../overlay.tsx';
import { color, radius, type } from '../theme.ts';
import { FilterButton } from './filter-button.tsx';

/** From so many choices on, one is found by typing. */
const many = 8;

const Find = styled('div')({ padding: '12px 12px 4px' });
const List = styled('ul')({
  overflowY: 'auto',
  maxHeight: 'min(320px, 50dvh)',
  padding: 6,
  '& > li > label': {
    alignItems: 'center',
    minHeight: 38,
    padding: '4px 10px',
    borderRadius: radius.control,
    '& > span:last-of-type': { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    '&:hover': { backgroundColor: color.hover },
  },
});
const Foot = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'center',
  padding: '6px 8px 8px 16px',
  borderTop: `1px solid ${color.line}`,
  ...type.dense,
  color: color.text2,
});

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface FilterManyProps {
  readonly label: string;
  readonly options: readonly Choice[];
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function summary(options: readonly Choice[], values: readonly string[], all: string, several: string): string {
  if (values.length === 0) return all;
  if (values.length > 1) return several;
  return options.find(({ value }) => value === values[0])?.label ?? several;
}

/** A filter by several values at once. */
export function FilterMany({ label, options, values, onChange }: FilterManyProps) {
  const { t } = useTexts();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [find, setFind] = useState('');
  const finds = textFinder(find);
  const shown = options.filter((option) => finds(option.label));
  const toggle = (value: string) => onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  return (
    <>
      <FilterButton
        label={label}
        value={summary(options, values, t('common.all'), t('table.severalChosen', { count: values.length }))}
        active={values.length > 0}
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      <Popover align="start" anchor={anchor} label={label} width={300} onClose={() => setAnchor(null)}>
        {options.length > many && (
          <Find>
            <SearchField label={t('common.search')} value={find} onChange={(event) => setFind(event.target.value)} />
          </Find>
        )}
        <List>
          {shown.map((option) => (
            <li key={option.value}>
              <CheckField checked={values.includes(option.value)} onChange={() => toggle(option.value)}>
                <bdi>{option.label}</bdi>
              </CheckField>
            </li>
          ))}
        </List>
        <Foot>
          <span role="status">{shown.length === 0 ? t('common.nothingFound') : t('table.severalChosen', { count: values.length })}</span>
          <Button size="small" kind="quiet" disabled={values.length === 0} onClick={() => onChange([])}>
            {t('common.all')}
          </Button>
        </Foot>
      </Popover>
    </>
  );
}
