import styled from '@emotion/styled';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../button.tsx';
import { IconButton } from '../icon-button.tsx';
import { color, elevation, media, motion, radius, type, width } from '../theme.ts';
import { useMedia } from '../use-media.ts';
import { type Selection, countChosen } from './use-selection.ts';

const Root = styled('div')({
  position: 'sticky',
  bottom: 'calc(12px + var(--cermat-bottom-bar, 0px))',
  zIndex: 6,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '6px 8px',
  margin: 12,
  padding: '8px 8px 8px 6px',
  borderRadius: radius.card,
  border: `1px solid ${color.accentLine}`,
  backgroundColor: color.raised,
  boxShadow: elevation.e2,
  animation: `cermat-lift ${motion.chip}`,
  '@keyframes cermat-lift': { from: { opacity: 0, transform: 'translateY(8px)' } },
  '& > p': { ...type.body, fontWeight: 600 },
  '& > div': { display: 'flex', flexWrap: 'wrap', gap: 8, marginLeft: 'auto' },
  [media.phone]: { '& > p': { flex: 1 }, '& > div': { flexBasis: '100%', '& > *': { flex: '1 1 40%' } } },
  [media.calm]: { animation: 'none' },
});

interface SelectionBarProps {
  readonly selection: Selection;
  readonly total: number;
  /** How many of the rows of this page are chosen, and how many there are. */
  readonly page: { readonly chosen: number; readonly rows: number };
  readonly actions: ReactNode;
  /** Whether there are acts that take the whole filter. */
  readonly wholeFilter: boolean;
}

/** What is chosen, how to choose all that the filter finds, and what can be done with it. Stays in view below the rows. */
export function SelectionBar({ selection, total, page, actions, wholeFilter }: SelectionBarProps) {
  const { t } = useTexts();
  const count = countChosen(selection, total);
  // There is no head there to choose a whole page by.
  const phone = useMedia(`(max-width: ${width.phone - 0.02}px)`);
  const all = selection.kind === 'filter';
  const pageOnly = !all && page.chosen === page.rows && count === page.chosen;
  return (
    <Root role="region" aria-label={t('table.chosen', { count })}>
      <IconButton label={t('table.clearChosen')} onClick={selection.clear}>
        <X size={18} aria-hidden />
      </IconButton>
      <p role="status">{t(all ? 'table.chosenByFilter' : pageOnly ? 'table.chosenHere' : 'table.chosen', { count })}</p>
      {wholeFilter && !all && (phone || page.chosen === page.rows) && total > count && (
        <Button size="small" kind="quiet" onClick={() => selection.choose({ kind: 'filter' })}>
          {t('table.chooseFilter', { count: total })}
        </Button>
      )}
      <div>{actions}</div>
    </Root>
  );
}
