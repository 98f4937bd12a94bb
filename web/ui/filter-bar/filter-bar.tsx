import styled from '@emotion/styled';
import { SlidersHorizontal, X } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../button.tsx';
import { IconButton } from '../icon-button.tsx';
import { Drawer } from '../overlay.tsx';
import { color, media, motion, radius, type, width } from '../theme.ts';
import { useMedia } from '../use-media.ts';

const Root = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  minWidth: 0,
  '& > div:has(> input[type="search"])': { flex: '1 1 140px', maxWidth: 240 },
  [media.phone]: { '& > div:has(> input[type="search"])': { flex: '1 1 100%', maxWidth: 'none' }, '& > button': { flex: '1 1 40%' } },
});

const Active = styled('ul')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 6,
  flexBasis: '100%',
  minWidth: 0,
  '& > li': { display: 'inline-flex', maxWidth: '100%' },
});

const Pill = styled('span')({
  ...type.small,
  display: 'inline-flex',
  alignItems: 'center',
  minWidth: 0,
  minHeight: 26,
  paddingLeft: 10,
  borderRadius: radius.full,
  border: `1px solid ${color.accentLine}`,
  backgroundColor: color.accentSoft,
  color: color.accent,
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& b': { fontWeight: 600 },
  '& > button': {
    all: 'unset',
    display: 'grid',
    placeItems: 'center',
    width: 26,
    height: 24,
    flexShrink: 0,
    cursor: 'pointer',
    borderRadius: radius.full,
    position: 'relative',
    transition: `background-color ${motion.press}`,
    '&:hover': { backgroundColor: color.accentLine },
    '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -1 },
    '&::after': { content: '""', position: 'absolute', insetBlock: -10, insetInline: -4 },
  },
  [media.phone]: { minHeight: 32, ...type.dense },
});

const Sheet = styled('div')({ display: 'flex', flexDirection: 'column', minHeight: 0 });
const SheetHead = styled('div')({
  display: 'flex',
  alignItems: 'center',
  padding: '12px 8px 4px 20px',
  '& > h2': { ...type.title, flex: 1 },
});
const SheetBody = styled('div')({
  overflowY: 'auto',
  padding: '8px 16px',
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  '& > *': { width: '100%', flex: 'none' },
});
const SheetFoot = styled('div')({ display: 'flex', gap: 8, padding: '8px 16px 16px', '& > :last-child': { flex: 1 } });

/** A filter that is on. */
export interface ActiveFilter {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly onRemove: () => void;
}

interface FilterBarProps {
  readonly search?: ReactNode;
  /** The controls, one a filter. */
  readonly children?: ReactNode;
  readonly active?: readonly ActiveFilter[];
  readonly onClear?: () => void;
  /** Sets of filters kept by name. */
  readonly saved?: ReactNode;
}

function FilterSheet({
  onClose,
  onClear,
  children,
}: {
  readonly onClose: () => void;
  readonly onClear: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const { t } = useTexts();
  const id = useId();
  return (
    <Drawer side="bottom" open onClose={onClose} labelledBy={id}>
      <Sheet>
        <SheetHead>
          <h2 id={id}>{t('table.filters')}</h2>
          <IconButton label={t('common.close')} onClick={onClose}>
            <X size={20} aria-hidden />
          </IconButton>
        </SheetHead>
        <SheetBody>{children}</SheetBody>
        <SheetFoot>
          {onClear !== undefined && <Button onClick={onClear}>{t('common.clearFilter')}</Button>}
          <Button kind="primary" onClick={onClose}>
            {t('table.showResults')}
          </Button>
        </SheetFoot>
      </Sheet>
    </Drawer>
  );
}

function ActiveFilters({ active, onClear }: { readonly active: readonly ActiveFilter[]; readonly onClear: (() => void) | undefined }) {
  const { t } = useTexts();
  return (
    <Active aria-label={t('table.filters')}>
      {active.map((filter) => (
        <li key={filter.key}>
          <Pill>
            <span>
              {filter.label}: <b dir="auto">{filter.value}</b>
            </span>
            <button
              type="button"
              aria-label={t('table.removeFilter', { name: `${filter.label}: ${filter.value}` })}
              onClick={filter.onRemove}
            >
              <X size={14} aria-hidden />
            </button>
          </Pill>
        </li>
      ))}
      {onClear !== undefined && (
        <li>
          <Button size="small" kind="quiet" onClick={onClear}>
            {t('common.clearFilter')}
          </Button>
        </li>
      )}
    </Active>
  );
}

/** Search and filters above a list, and what is on of them. On a phone the filters are in a sheet. */
export function FilterBar({ search, children, active = [], onClear, saved }: FilterBarProps) {
  const { t } = useTexts();
  const phone = useMedia(`(max-width: ${width.phone - 0.02}px)`);
  const [open, setOpen] = useState(false);
  const folds = phone && children !== undefined;
  return (
    <Root>
      {search}
      {folds ? (
        <Button
          icon={<SlidersHorizontal size={17} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          {active.length === 0 ? t('table.filters') : t('table.filtersOn', { count: active.length })}
        </Button>
      ) : (
        children
      )}
      {saved}
      {active.length > 0 && <ActiveFilters active={active} onClear={onClear} />}
      {folds && open && (
        <FilterSheet onClose={() => setOpen(false)} onClear={active.length > 0 ? onClear : undefined}>
          {children}
        </FilterSheet>
      )}
    </Root>
  );
}
