import styled from '@emotion/styled';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { color, media, radius, type } from './theme.ts';

const Frame = styled('div')({
  position: 'relative',
  border: `1px solid ${color.control}`,
  borderRadius: radius.control,
  minHeight: 48,
  '&:focus-within': { outline: `2px solid ${color.accent}`, outlineOffset: -1 },
  '& > label': {
    ...type.small,
    position: 'absolute',
    top: -8,
    left: 10,
    padding: '0 4px',
    color: color.text2,
    backgroundColor: 'var(--cermat-behind, var(--cermat-canvas))',
  },
  '& > textarea': {
    ...type.large,
    display: 'block',
    width: '100%',
    minHeight: 46,
    padding: '12px 12px 10px',
    border: 0,
    background: 'none',
    outline: 'none',
    resize: 'none',
    borderRadius: radius.control,
    color: color.text,
    fieldSizing: 'content',
    maxHeight: 240,
  },
  '& > textarea::placeholder': { color: color.text3, opacity: 1 },
  '& > span': { ...type.large, display: 'flex', alignItems: 'center', gap: 10, minHeight: 46, padding: '8px 12px', pointerEvents: 'none' },
  '& > span > svg': { color: color.accent, flexShrink: 0 },
  '& > input[type="date"]': { position: 'absolute', inset: 0, width: '100%', height: '100%', opacity: 0, cursor: 'pointer', fontSize: 16 },
  '& > input[type="date"]::-webkit-calendar-picker-indicator': {
    position: 'absolute',
    inset: 0,
    width: '100%',
    height: '100%',
    cursor: 'pointer',
  },
  [media.hover]: { '&:hover': { borderColor: color.text3 } },
});

interface NotchedProps {
  readonly label: string;
}

/** Free text in a frame with its label on the edge; grows with what is typed. */
export function NotchedArea({ label, ...rest }: NotchedProps & ComponentPropsWithRef<'textarea'>) {
  const id = useId();
  return (
    <Frame>
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={1} {...rest} />
    </Frame>
  );
}

interface NotchedDateProps extends NotchedProps {
  readonly value: string | null;
  /** The day in words, or what to say where there is none. */
  readonly text: string;
  readonly icon: ReactNode;
  readonly min?: string;
  readonly onChange: (day: string | null) => void;
}

/** A day in words; the browser's own calendar opens by touching it. */
export function NotchedDate({ label, value, text, icon, min, onChange }: NotchedDateProps) {
  const id = useId();
  return (
    <Frame>
      <label htmlFor={id}>{label}</label>
      <span aria-hidden>
        {icon}
        {text}
      </span>
      <input
        id={id}
        type="date"
        value={value ?? ''}
        min={min}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    </Frame>
  );
}
