import styled from '@emotion/styled';
import { ChevronDown } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { color, media, proportional, radius, type } from './theme.ts';

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
  '& > input[type="date"], & > select': {
    position: 'absolute',
    inset: 0,
    width: '100%',
    height: '100%',
    opacity: 0,
    cursor: 'pointer',
    fontSize: 16,
  },
  '& > select option': { color: color.text, backgroundColor: color.surface },
  '& > span > b': { ...proportional, fontWeight: 500, whiteSpace: 'nowrap' },
  '& > span > i': {
    ...type.dense,
    fontStyle: 'normal',
    color: color.text3,
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
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

interface NotchedChoiceProps extends NotchedProps {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What the choice comes to, in small letters beside it. */
  readonly more?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** One of several, by the browser's own list, with what it comes to beside it on one line. */
export function NotchedChoice({ label, value, options, more, onChange }: NotchedChoiceProps) {
  const id = useId();
  return (
    <Frame>
      <label htmlFor={id}>{label}</label>
      <span aria-hidden>
        <b>{options.find((option) => option.value === value)?.label}</b>
        <i dir="auto">{more}</i>
        <ChevronDown size={18} strokeWidth={1.75} />
      </span>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
