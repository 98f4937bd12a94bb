import styled from '@emotion/styled';
import { Check, Minus, Plus } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, type RefCallback, useEffect, useId, useRef } from 'react';
import { color, elevation, media, motion, radius, type } from './theme.ts';

const Box = styled('span')({
  position: 'relative',
  display: 'inline-grid',
  placeItems: 'center',
  width: 18,
  height: 18,
  flexShrink: 0,
  verticalAlign: 'middle',
  '& > input': {
    appearance: 'none',
    width: 18,
    height: 18,
    margin: 0,
    borderRadius: radius.chip,
    border: `1.5px solid ${color.control}`,
    backgroundColor: color.surface,
    cursor: 'pointer',
    gridArea: '1 / 1',
    // A finger needs more room than the box shows.
    '&::after': { content: '""', position: 'absolute', inset: -12 },
  },
  '& > input:checked, & > input:indeterminate': { backgroundColor: color.accentSolid, borderColor: color.accentSolid },
  '& > input:disabled': { opacity: 0.5, cursor: 'default' },
  '& > svg': { gridArea: '1 / 1', color: color.onSolid, pointerEvents: 'none', visibility: 'hidden' },
  '& > input:checked ~ svg[data-mark="check"]': { visibility: 'visible' },
  '& > input:indeterminate ~ svg[data-mark="check"]': { visibility: 'hidden' },
  '& > input:indeterminate ~ svg[data-mark="some"]': { visibility: 'visible' },
});

type CheckboxProps = { readonly some?: boolean; readonly ref?: RefCallback<HTMLInputElement> } & Omit<
  ComponentPropsWithRef<'input'>,
  'ref'
>;

/** A checkbox without a word of its own: it must have an `aria-label` or stand inside a label. */
export function Checkbox({ some = false, ref, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = some;
  }, [some]);
  return (
    <Box>
      <input
        ref={(element) => {
          input.current = element;
          if (typeof ref === 'function') ref(element);
        }}
        type="checkbox"
        {...rest}
      />
      <Check data-mark="check" size={13} strokeWidth={3} aria-hidden />
      <Minus data-mark="some" size={13} strokeWidth={3} aria-hidden />
    </Box>
  );
}

const CheckLabel = styled('label')({
  display: 'flex',
  gap: 10,
  alignItems: 'flex-start',
  cursor: 'pointer',
  ...type.body,
  '& > span:first-of-type': { marginTop: 1 },
});

/** A checkbox with its word beside it. */
export function CheckField({ children, ...rest }: { readonly children: ReactNode } & CheckboxProps) {
  return (
    <CheckLabel>
      <Checkbox {...rest} />
      <span>{children}</span>
    </CheckLabel>
  );
}

const RadioRoot = styled('label')({
  display: 'grid',
  gridTemplateColumns: '18px 1fr',
  gap: '2px 12px',
  alignItems: 'center',
  padding: '10px 12px',
  border: `1px solid ${color.lineStrong}`,
  borderRadius: radius.control,
  cursor: 'pointer',
  ...type.body,
  '&:has(input:checked)': { borderColor: color.accentLine, backgroundColor: color.accentSoft },
  '& > input': {
    appearance: 'none',
    margin: 0,
    width: 18,
    height: 18,
    borderRadius: radius.full,
    border: `1.5px solid ${color.control}`,
    backgroundColor: color.surface,
  },
  '& > input:checked': { border: `5.5px solid ${color.accentSolid}` },
  '& > div': { gridColumn: 2 },
  [media.phone]: { minHeight: 48 },
});

/** One of several choices, each on a line of its own. */
export function RadioField({
  children,
  more,
  ...rest
}: { readonly children: ReactNode; readonly more?: ReactNode } & ComponentPropsWithRef<'input'>) {
  return (
    <RadioRoot>
      <input type="radio" {...rest} />
      <span>{children}</span>
      {more !== undefined && <div>{more}</div>}
    </RadioRoot>
  );
}

const Track = styled('div')({
  display: 'flex',
  backgroundColor: color.sunken,
  border: `1px solid ${color.line}`,
  borderRadius: radius.control,
  padding: 3,
  minHeight: 36,
  '& > label': {
    flex: 1,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: 6,
    padding: '3px 10px',
    borderRadius: 6,
    color: color.text2,
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    ...type.dense,
    fontWeight: 500,
    transition: `background-color ${motion.press}`,
  },
  '& > label:has(input:checked)': { backgroundColor: color.segmentOn, color: color.text, boxShadow: elevation.e1, fontWeight: 600 },
  '& > label:has(input:focus-visible)': { outline: `2px solid ${color.accent}`, outlineOffset: 1 },
  '& input': { position: 'absolute', opacity: 0, pointerEvents: 'none' },
  [media.phone]: { minHeight: 44 },
});

interface SegmentOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SegmentOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** A choice of two or three, side by side. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <Track role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.icon}
          {option.label}
        </label>
      ))}
    </Track>
  );
}

const StepperRoot = styled('div')({
  display: 'flex',
  border: `1px solid ${color.control}`,
  borderRadius: radius.control,
  backgroundColor: color.surface,
  minHeight: 36,
  '&:focus-within': { outline: `2px solid ${color.accent}`, outlineOffset: -1 },
  '& > button': {
    width: 36,
    border: 0,
    background: 'none',
    display: 'grid',
    placeItems: 'center',
    cursor: 'pointer',
    color: color.text2,
    borderRadius: radius.control,
  },
  '& > button:disabled': { opacity: 0.4, cursor: 'default' },
  '& > input': { ...type.strong, flex: 1, minWidth: 0, width: '100%', textAlign: 'center', border: 0, background: 'none', outline: 'none' },
  [media.phone]: { minHeight: 44, '& > button': { width: 44 } },
});

interface StepperProps {
  readonly id: string;
  readonly value: number;
  readonly step: number;
  readonly max?: number;
  readonly less: string;
  readonly more: string;
  readonly onChange: (value: number) => void;
  readonly 'aria-describedby'?: string;
}

/** A whole number from 1 that can be typed or stepped. */
export function Stepper({ id, value, step, max = 2_147_483_647, less, more, onChange, ...rest }: StepperProps) {
  const change = (next: number) => onChange(Math.max(1, Math.min(max, next)));
  return (
    <StepperRoot>
      <button type="button" aria-label={less} onClick={() => change(value - step)} disabled={value <= 1}>
        <Minus size={16} aria-hidden />
      </button>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        value={value === 0 ? '' : String(value)}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, 10);
          onChange(digits === '' ? 0 : Math.min(max, Number(digits)));
        }}
        onBlur={() => value === 0 && onChange(1)}
        {...rest}
      />
      <button type="button" aria-label={more} onClick={() => change(value < step ? step : value + step)} disabled={value >= max}>
        <Plus size={16} aria-hidden />
      </button>
    </StepperRoot>
  );
}
