import styled from '@emotion/styled';
import { type KeyboardEvent, type ReactElement, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { comparable } from '../../contract/comparable.ts';
import { Modal } from './modal.tsx';
import { HangingFrame, placeBeside } from './overlay.tsx';
import { color, media, radius, type } from './theme.ts';

interface MenuEntry {
  readonly key: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  /** One of several of which one holds; whether it is this one. */
  readonly checked?: boolean;
}

interface TriggerProps {
  readonly id: string;
  readonly onClick: (event: { readonly currentTarget: Element }) => void;
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': boolean;
}

interface MenuProps {
  readonly trigger: (props: TriggerProps) => ReactElement;
  readonly entries: readonly MenuEntry[];
}

const List = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  minWidth: 176,
  padding: 6,
  '& > button': {
    all: 'unset',
    boxSizing: 'border-box',
    ...type.body,
    display: 'flex',
    alignItems: 'center',
    gap: 10,
    minHeight: 36,
    padding: '6px 10px',
    borderRadius: radius.control,
    color: color.text,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    '& > svg': { flexShrink: 0, color: color.text2 },
    '&:hover, &:focus-visible': { backgroundColor: color.hover },
    '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2 },
    '&[aria-checked="true"]': {
      backgroundColor: color.accentSoft,
      color: color.accent,
      fontWeight: 500,
      '& > svg': { color: color.accent },
    },
    '&:disabled': { color: color.text3, opacity: 0.6, cursor: 'default', backgroundColor: 'transparent' },
    [media.phone]: { minHeight: 44 },
  },
});

/** The entry after a key: along the list and round its ends, or the next that begins with the letter. */
function entryAfter(key: string, items: readonly HTMLElement[]): HTMLElement | undefined {
  const at = items.findIndex((item) => item === document.activeElement);
  if (key === 'ArrowDown') return items[(at + 1) % items.length];
  if (key === 'ArrowUp') return items[(at <= 0 ? items.length : at) - 1];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const inTurn = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return inTurn.find((item) => comparable(item.textContent).startsWith(comparable(key)));
}

function MenuList({
  entries,
  labelledBy,
  onClose,
}: {
  readonly entries: readonly MenuEntry[];
  readonly labelledBy: string;
  readonly onClose: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
  useEffect(() => {
    const chosen =
      list.current?.querySelector<HTMLElement>('[aria-checked="true"]') ??
      list.current?.querySelector<HTMLElement>('button:not(:disabled)');
    chosen?.focus();
  }, []);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Tab') {
      event.preventDefault();
      return onClose();
    }
    const next = entryAfter(event.key, items());
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <List ref={list} role="menu" tabIndex={-1} aria-labelledby={labelledBy} onKeyDown={move}>
      {entries.map((entry) => (
        <button
          key={entry.key}
          type="button"
          tabIndex={-1}
          disabled={entry.disabled === true}
          {...(entry.checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': entry.checked })}
          onClick={() => {
            onClose();
            entry.onSelect();
          }}
        >
          {entry.icon}
          {entry.label}
        </button>
      ))}
    </List>
  );
}

/** A list of acts behind one button. */
export function Menu({ trigger, entries }: MenuProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const place = useCallback(
    (element: HTMLElement) => {
      if (anchor === null) return;
      const { left } = anchor.getBoundingClientRect();
      placeBeside(element, anchor, left > innerWidth / 2 ? 'end' : 'start', 4);
    },
    [anchor],
  );
  const close = () => setAnchor(null);
  return (
    <>
      {trigger({ id, onClick: (event) => setAnchor(event.currentTarget), 'aria-haspopup': 'menu', 'aria-expanded': anchor !== null })}
      {anchor !== null && (
        <Modal as={HangingFrame} attributes={{ 'aria-labelledby': id }} place={place} onClose={close}>
          <MenuList entries={entries} labelledBy={id} onClose={close} />
        </Modal>
      )}
    </>
  );
}
