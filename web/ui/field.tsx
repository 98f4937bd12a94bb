import styled from '@emotion/styled';
import { CircleAlert, Eye, EyeOff, Search } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, useId, useState } from 'react';
import { color, media, motion, radius, type } from './theme.ts';

const inputRules = {
  ...type.body,
  width: '100%',
  minHeight: 40,
  padding: '8px 12px',
  backgroundColor: color.surface,
  border: `1px solid ${color.control}`,
  borderRadius: radius.control,
  color: color.text,
  transition: `border-color ${motion.press}`,
  textOverflow: 'ellipsis',
  '&::placeholder': { color: color.text3, opacity: 1 },
  '&:focus': { outline: `2px solid ${color.accent}`, outlineOffset: -1, borderColor: color.accent },
  '&[aria-invalid="true"]': { borderColor: color.badSolid },
  '&:disabled': { backgroundColor: color.sunken, color: color.text3 },
  '&[data-search]:not(:focus)': { borderColor: color.lineStrong },
  '&[data-search]': { minHeight: 36 },
  // Phones zoom into inputs whose text is smaller than 16 px.
  [media.phone]: { ...type.large, '&, &[data-search]': { minHeight: 44 } },
} as const;

const Input = styled('input')(inputRules);
const Area = styled('textarea')({ ...inputRules, resize: 'vertical', minHeight: 72 });
const NativeSelect = styled('select')({ ...inputRules, appearance: 'none', paddingRight: 36, textOverflow: 'ellipsis' });

const Wrap = styled('div')({ display: 'flex', flexDirection: 'column', gap: 6, minWidth: 0 });
const Label = styled('label')({ ...type.body, fontWeight: 600, color: color.text });
const Hint = styled('p')({ ...type.small, color: color.text3 });
const ErrorText = styled('p')({
  ...type.small,
  color: color.bad,
  display: 'flex',
  gap: 6,
  alignItems: 'center',
  '& > svg': { flexShrink: 0 },
});
const Holder = styled('div')({
  position: 'relative',
  '& > svg': { position: 'absolute', right: 12, top: 'calc(50% - 8px)', pointerEvents: 'none', color: color.text3 },
  '&[data-leading] > svg': { right: 'auto', left: 12 },
  '&[data-leading] > input': { paddingLeft: 38 },
});
const Reveal = styled('button')({
  position: 'absolute',
  right: 4,
  top: 'calc(50% - 16px)',
  width: 32,
  height: 32,
  border: 0,
  background: 'none',
  color: color.text3,
  cursor: 'pointer',
  borderRadius: radius.control,
  display: 'grid',
  placeItems: 'center',
});

interface FieldFrame {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** The label is read out but not drawn. */
  readonly hiddenLabel?: boolean;
}

function useField({ hint, error }: FieldFrame) {
  const id = useId();
  const describedBy = [error === undefined ? undefined : `${id}-error`, hint === undefined ? undefined : `${id}-hint`]
    .filter(Boolean)
    .join(' ');
  return {
    id,
    aria: { id, 'aria-invalid': error !== undefined || undefined, 'aria-describedby': describedBy === '' ? undefined : describedBy },
  };
}

function Frame({ id, label, hint, error, hiddenLabel, children }: FieldFrame & { readonly id: string; readonly children: ReactNode }) {
  return (
    <Wrap>
      {hiddenLabel !== true && <Label htmlFor={id}>{label}</Label>}
      {children}
      {error !== undefined && (
        <ErrorText id={`${id}-error`}>
          <CircleAlert size={14} aria-hidden />
          {error}
        </ErrorText>
      )}
      {hint !== undefined && <Hint id={`${id}-hint`}>{hint}</Hint>}
    </Wrap>
  );
}

const nameOf = (frame: FieldFrame) => (frame.hiddenLabel === true ? { 'aria-label': frame.label } : {});

/** One line of text with its label, hint and error. */
export function TextField({ label, hint, error, hiddenLabel, ...rest }: FieldFrame & ComponentPropsWithRef<'input'>) {
  const frame = { label, hint, error, ...(hiddenLabel === undefined ? {} : { hiddenLabel }) };
  const { id, aria } = useField(frame);
  return (
    <Frame id={id} {...frame}>
      <Input {...aria} {...nameOf(frame)} {...rest} />
    </Frame>
  );
}

/** A password that can be looked at while it is typed. */
export function PasswordField({
  label,
  hint,
  error,
  showLabel,
  hideLabel,
  ...rest
}: FieldFrame & { readonly showLabel: string; readonly hideLabel: string } & ComponentPropsWithRef<'input'>) {
  const frame = { label, hint, error };
  const { id, aria } = useField(frame);
  const [shown, setShown] = useState(false);
  return (
    <Frame id={id} {...frame}>
      <Holder>
        <Input {...aria} {...rest} type={shown ? 'text' : 'password'} style={{ paddingRight: 44 }} />
        <Reveal type="button" aria-label={shown ? hideLabel : showLabel} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
        </Reveal>
      </Holder>
    </Frame>
  );
}

/** Several lines of text. */
export function TextArea({ label, hint, error, hiddenLabel, ...rest }: FieldFrame & ComponentPropsWithRef<'textarea'>) {
  const frame = { label, hint, error, ...(hiddenLabel === undefined ? {} : { hiddenLabel }) };
  const { id, aria } = useField(frame);
  return (
    <Frame id={id} {...frame}>
      <Area {...aria} {...nameOf(frame)} {...rest} />
    </Frame>
  );
}

/** A choice of one; the browser's own list, which phones show best. */
export function SelectField({ label, hint, error, hiddenLabel, children, ...rest }: FieldFrame & ComponentPropsWithRef<'select'>) {
  const frame = { label, hint, error, ...(hiddenLabel === undefined ? {} : { hiddenLabel }) };
  const { id, aria } = useField(frame);
  return (
    <Frame id={id} {...frame}>
      <Holder>
        <NativeSelect {...aria} {...nameOf(frame)} {...rest}>
          {children}
        </NativeSelect>
        <ChevronMark />
      </Holder>
    </Frame>
  );
}

/** The sign of what opens. */
export function ChevronMark() {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="m4 6 4 4 4-4" />
    </svg>
  );
}

/** A search box; its word is its placeholder too. */
export function SearchField({ label, ...rest }: { readonly label: string } & ComponentPropsWithRef<'input'>) {
  return (
    <Holder data-leading="">
      <Search size={16} aria-hidden />
      <Input data-search="" type="search" aria-label={label} placeholder={label} {...rest} />
    </Holder>
  );
}

/** The frame of a filter: its word and its value in one control. */
export const FilterRoot = styled('span')({
  position: 'relative',
  display: 'inline-flex',
  alignItems: 'center',
  border: `1px solid ${color.lineStrong}`,
  borderRadius: radius.control,
  backgroundColor: color.surface,
  minHeight: 36,
  ...type.dense,
  '&:hover': { backgroundColor: color.hover },
  '&[data-active]': { backgroundColor: color.accentSoft, borderColor: color.accentLine },
  '& > span': { paddingLeft: 12, color: color.text3 },
  '& > select': {
    appearance: 'none',
    border: 0,
    background: 'none',
    fontWeight: 600,
    padding: '6px 32px 6px 8px',
    minHeight: 34,
    // As wide as what is chosen, where the browser can; else as the longest choice.
    fieldSizing: 'content',
    maxWidth: 200,
    textOverflow: 'ellipsis',
    borderRadius: radius.control,
    cursor: 'pointer',
  },
  '& > select > option': { backgroundColor: color.raised, color: color.text },
  '& > svg': { position: 'absolute', right: 10, pointerEvents: 'none', color: color.text3 },
  [media.phone]: {
    minHeight: 44,
    flex: '1 1 40%',
    minWidth: 0,
    maxWidth: '100%',
    '& > select': { ...type.large, fontWeight: 600, minHeight: 42, flex: 1, minWidth: 0, maxWidth: 'none' },
  },
});

/** A filter above a list: its word and its value in one button. */
export function FilterSelect({
  label,
  children,
  quiet = false,
  ...rest
}: {
  readonly label: string;
  /** Its value is no filter, so it is never marked as one that is on. */
  readonly quiet?: boolean;
} & ComponentPropsWithRef<'select'>) {
  return (
    <FilterRoot data-active={quiet || rest.value === '' || rest.value === undefined ? undefined : ''}>
      <span aria-hidden>{label}</span>
      <select aria-label={label} {...rest}>
        {children}
      </select>
      <ChevronMark />
    </FilterRoot>
  );
}
