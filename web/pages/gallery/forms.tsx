import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, RadioField, Segmented, Stepper } from '../../ui/choice.tsx';
import { Dropzone } from '../../ui/dropzone.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { PasswordField, SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { NotchedArea, NotchedChoice, NotchedDate } from '../../ui/notched.tsx';
import { FigureRow, PickButton, PickItem, PickList } from '../../ui/pick-list.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Text } from '../../ui/text.tsx';
import { arabicName, longName } from './samples.ts';
import { Files } from './files.tsx';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

function Fields() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const [chosen, setChosen] = useState('open');
  return (
    <Stack gap={5} style={{ maxWidth: 480 }}>
      <TextField label={words.member} defaultValue="Rina Kusumawati" hint={words.hint} />
      <TextField label={words.member} defaultValue={longName} />
      <TextField label={words.member} defaultValue={arabicName} dir="auto" />
      <TextField label={words.phone} defaultValue="0812" error={t('field.wrong')} />
      <TextField label={words.city} defaultValue="Surabaya" disabled />
      <TextField label={words.at} type="date" defaultValue="2026-11-20" />
      <PasswordField label={t('session.password')} showLabel={words.show} hideLabel={words.hide} defaultValue="rahasia-sekali" />
      <SelectField label={words.state} defaultValue="open">
        <option value="open">{words.open}</option>
        <option value="valid">{words.valid}</option>
      </SelectField>
      <TextArea label={words.note} rows={3} defaultValue={longName} />
      <NotchedArea label={words.note} placeholder={words.hint} />
      <NotchedDate
        label={words.at}
        value="2026-11-20"
        text="Jum, 20 Nov 2026"
        icon={<CalendarDays size={18} aria-hidden />}
        onChange={() => undefined}
      />
      <NotchedChoice
        label={words.state}
        value={chosen}
        options={[
          { value: 'open', label: words.open },
          { value: 'valid', label: words.valid },
        ]}
        more={longName}
        onChange={setChosen}
      />
    </Stack>
  );
}

function FaultyForm() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const [attempt, setAttempt] = useState(0);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const faults: readonly FieldFault[] = [
    ...(name === '' ? [{ name: 'member', label: words.member, text: t('field.required') }] : []),
    ...(phone === '' ? [{ name: 'phone', label: words.phone, text: t('field.required') }] : []),
  ];
  const shown = attempt > 0 ? faults : [];
  const errorOf = (field: string) => shown.find((fault) => fault.name === field)?.text;
  return (
    <form
      noValidate
      aria-label={words.faultyForm}
      onSubmit={(event) => {
        event.preventDefault();
        setAttempt(attempt + 1);
      }}
    >
      <Stack gap={4} style={{ maxWidth: 480 }}>
        <ErrorSummary title={words.faults} faults={shown} attempt={attempt} />
        <TextField
          name="member"
          label={words.member}
          value={name}
          error={errorOf('member')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          name="phone"
          label={words.phone}
          value={phone}
          error={errorOf('phone')}
          onChange={(event) => setPhone(event.target.value)}
        />
        <Row>
          <Button kind="primary" type="submit">
            {t('common.save')}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

function Choices() {
  const words = useGalleryWords();
  const [order, setOrder] = useState<'random' | 'file'>('random');
  const [quantity, setQuantity] = useState(300);
  return (
    <Stack gap={5} style={{ maxWidth: 480 }}>
      <Stack gap={3}>
        <CheckField defaultChecked>{words.valid}</CheckField>
        <CheckField>{longName}</CheckField>
        <CheckField some>{words.some}</CheckField>
        <CheckField disabled defaultChecked>
          {words.disabled}
        </CheckField>
      </Stack>
      <Stack gap={2}>
        <RadioField name="gallery-radio" defaultChecked more={<Text kind="small">{words.hint}</Text>}>
          {words.recall}
        </RadioField>
        <RadioField name="gallery-radio">{words.transfer}</RadioField>
      </Stack>
      <Segmented
        label={words.order}
        value={order}
        options={[
          { value: 'random', label: words.random },
          { value: 'file', label: words.fileOrder },
        ]}
        onChange={setOrder}
      />
      <Stack gap={2}>
        <Text as="label" weight={600} htmlFor="gallery-quantity">
          {words.quantity}
        </Text>
        <Stepper id="gallery-quantity" value={quantity} step={50} max={2_418} less={words.less} more={words.more} onChange={setQuantity} />
      </Stack>
      <PickList aria-label={words.staff}>
        {['Dewi Anjarsari', longName].map((name, at) => (
          <li key={name}>
            <PickItem>
              <Checkbox defaultChecked={at === 0} />
              <span>{name}</span>
              <Text tone="text2">{at * 34 + 12}</Text>
            </PickItem>
          </li>
        ))}
        <li>
          <PickButton type="button">
            <Text cut>{longName}</Text>
            <Text kind="dense" tone="text2" style={{ whiteSpace: 'nowrap' }}>
              2.418
            </Text>
          </PickButton>
        </li>
      </PickList>
      <FigureRow>
        <div>
          <dt>{words.quantity}</dt>
          <dd>2.358</dd>
        </div>
        <div>
          <dt>{words.staff}</dt>
          <dd data-accent="">300</dd>
        </div>
      </FigureRow>
    </Stack>
  );
}

/** What is typed, chosen and dropped. */
export function Forms() {
  const words = useGalleryWords();
  const { t } = useTexts();
  return (
    <Section id="isian" title={words.forms}>
      <Specimen of="TextField · PasswordField · SelectField · TextArea · Notched" note={words.fieldNote}>
        <Fields />
      </Specimen>
      <Specimen of="ErrorSummary" note={words.summaryNote}>
        <FaultyForm />
      </Specimen>
      <Specimen of="Checkbox · RadioField · Segmented · Stepper · PickList">
        <Choices />
      </Specimen>
      <Specimen of="Dropzone" note={words.dropNote}>
        <Stack gap={4}>
          <Dropzone title={words.drop} hint={words.dropHint} action={words.chooseFile} accept=".csv,.xlsx" onFiles={() => undefined} />
          <Dropzone
            title={words.drop}
            hint={words.dropHint}
            action={words.chooseFile}
            accept=".csv,.xlsx"
            onFiles={() => undefined}
            refused={[
              { key: '1', name: 'foto-keluarga.jpg', text: words.wrongKind },
              { key: '2', name: `${longName}.xlsx`, text: words.tooLarge },
            ]}
            disabled
          />
        </Stack>
      </Specimen>
      <Files />
      <Specimen of="ProblemNotice">
        <Stack gap={3}>
          <ProblemNotice title={t('problem.offline')} detail={t('problem.offlineHint')} />
        </Stack>
      </Specimen>
    </Section>
  );
}
