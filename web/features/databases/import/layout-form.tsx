import { useEffect, useRef } from 'react';
import type { FileLayout } from '../../../../contract/file-layouts.ts';
import { type TextEncoding, textEncodings } from '../../../../contract/text-layouts.ts';
import type { Uploaded } from '../../../../contract/uploads.ts';
import { useTexts } from '../../../lib/texts.ts';
import { RadioField } from '../../../ui/choice.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { FieldPair, Stack } from '../../../ui/layout.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Text } from '../../../ui/text.tsx';

const scripts = {
  'utf-8': 'unicode',
  'utf-16le': 'unicode',
  'utf-16be': 'unicode',
  'windows-1252': 'westernEurope',
  'windows-1250': 'centralEurope',
  'windows-1251': 'cyrillic',
  'windows-1253': 'greek',
  'windows-1254': 'turkish',
  'windows-1255': 'hebrew',
  'windows-1256': 'arabic',
  'windows-1257': 'baltic',
  'windows-1258': 'vietnamese',
  'windows-874': 'thai',
  gb18030: 'simplifiedChinese',
  big5: 'traditionalChinese',
  shift_jis: 'japanese',
  'euc-jp': 'japanese',
  'euc-kr': 'korean',
  'koi8-r': 'cyrillic',
  'iso-8859-2': 'centralEurope',
  macintosh: 'westernEurope',
  cp850: 'westernEurope',
  cp437: 'westernEurope',
} as const satisfies Record<TextEncoding, string>;

const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;
const quotes = { '"': 'doubleQuote', "'": 'singleQuote', none: 'noQuote' } as const;

export interface LayoutFormProps {
  readonly uploaded: Uploaded;
  /** What somebody chose, also where the file is still being read so; the rest is as it was found. */
  readonly chosen: FileLayout;
  /** Say what has to be chosen as what is missing; only after the first attempt to go on. */
  readonly strict: boolean;
  readonly onLayout: (change: FileLayout) => void;
}

function useEncodingName() {
  const { t } = useTexts();
  return (encoding: TextEncoding) => `${t(`importing.${scripts[encoding]}`)} (${encoding.toUpperCase()})`;
}

/** Asks in which of several ways the letters are read right; nothing is guessed. */
export function EncodingChoice({ uploaded, chosen, strict, onLayout }: LayoutFormProps) {
  const { t } = useTexts();
  const nameOf = useEncodingName();
  const box = useRef<HTMLDivElement>(null);
  const isMissing = strict && uploaded.encodingChoices.length > 0 && chosen.encoding === undefined;
  useEffect(() => {
    if (isMissing) box.current?.focus();
  }, [isMissing]);
  if (uploaded.encodingChoices.length === 0) return null;
  return (
    <Stack gap={3} role="radiogroup" aria-label={t('importing.chooseEncoding')}>
      <Notice {...(isMissing ? { tone: 'bad', live: 'alert' } : { tone: 'warn' })} ref={box} title={t('importing.chooseEncoding')}>
        {t('importing.chooseEncodingHint')}
      </Notice>
      {uploaded.encodingChoices.map(({ encoding, lines }) => (
        <RadioField
          key={encoding}
          name="encoding"
          value={encoding}
          checked={chosen.encoding === encoding}
          onChange={() => onLayout({ encoding })}
          more={
            <Text kind="small" tone="text2" wrap>
              {nameOf(encoding)}
            </Text>
          }
        >
          <Stack gap={0}>
            {lines.map((line, index) => (
              <Text key={index} wrap>
                {line}
              </Text>
            ))}
          </Stack>
        </RadioField>
      ))}
    </Stack>
  );
}

function TextLayoutFields({ uploaded, chosen, onLayout }: LayoutFormProps) {
  const { t } = useTexts();
  const nameOf = useEncodingName();
  const { detected, encodingChoices } = uploaded;
  if (detected.encoding === null || detected.delimiter === null || detected.quote === null) return null;
  const { delimiter = detected.delimiter, quote = detected.quote } = chosen;
  const encoding = chosen.encoding ?? (encodingChoices.length > 0 ? '' : detected.encoding);
  const known = Object.keys(delimiters) as (keyof typeof delimiters)[];
  return (
    <>
      <SelectField
        label={t('importing.encoding')}
        value={encoding}
        onChange={(event) => onLayout({ encoding: event.target.value as TextEncoding })}
      >
        {encoding === '' && <option value="">{t('importing.encodingOpen')}</option>}
        {textEncodings.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('importing.delimiter')} value={delimiter} onChange={(event) => onLayout({ delimiter: event.target.value })}>
        {!known.some((one) => one === delimiter) && <option value={delimiter}>{delimiter}</option>}
        {known.map((one) => (
          <option key={one} value={one}>
            {t(`importing.${delimiters[one]}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('importing.quote')}
        value={quote}
        onChange={(event) => onLayout({ quote: event.target.value as keyof typeof quotes })}
      >
        {(Object.keys(quotes) as (keyof typeof quotes)[]).map((one) => (
          <option key={one} value={one}>
            {t(`importing.${quotes[one]}`)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

/** How a file is read, each part of it to be set right by hand; the preview follows. */
export function LayoutForm(props: LayoutFormProps) {
  const { t } = useTexts();
  const { uploaded, chosen, onLayout } = props;
  const { detected, sheets, top } = uploaded;
  return (
    <FieldPair>
      {sheets.length > 1 && (
        <SelectField
          label={t('importing.sheet')}
          value={chosen.sheet ?? detected.sheet ?? sheets[0]}
          onChange={(event) => onLayout({ sheet: event.target.value, headerRow: undefined })}
        >
          {sheets.map((sheet) => (
            <option key={sheet} value={sheet}>
              {sheet}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        label={t('importing.headerRow')}
        value={String(chosen.headerRow ?? detected.headerRow)}
        onChange={(event) => onLayout({ headerRow: Number(event.target.value) })}
      >
        <option value="0">{t('importing.noHeader')}</option>
        {top.map(({ rowNumber, cells }) => (
          <option key={rowNumber} value={String(rowNumber)}>
            {t('importing.headerAt', { row: rowNumber, cells: cells.filter((cell) => cell.trim() !== '').join(', ') })}
          </option>
        ))}
      </SelectField>
      <TextLayoutFields {...props} />
    </FieldPair>
  );
}
