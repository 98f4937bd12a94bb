import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { CheckItem, CheckList } from '../../ui/check-list.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextField } from '../../ui/field.tsx';
import { FigureLink } from '../../ui/figure.tsx';
import { FileButton, FileItem, FileList } from '../../ui/file-list.tsx';
import { Card, FieldPair, Row, Stack } from '../../ui/layout.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageDrop } from '../../ui/page-drop.tsx';
import { PlainButton } from '../../ui/plain-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Nothing, Pieces, Text } from '../../ui/text.tsx';
import { CheckRow } from '../../ui/touch.tsx';
import { arabicName, emojiName, longName } from './samples.ts';
import { Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

const noop = () => undefined;

/** A list inside a card, with lines that say little and much. */
function Checks() {
  const words = useGalleryWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([arabicName]));
  const toggle = (name: string) =>
    setChosen((now) => (now.has(name) ? new Set([...now].filter((one) => one !== name)) : new Set([...now, name])));
  return (
    <Card>
      <CheckList aria-label={words.staff}>
        {[arabicName, emojiName, longName].map((name) => (
          <CheckItem key={name} label={name} checked={chosen.has(name)} onChange={() => toggle(name)}>
            <Stack>
              <Text weight={600} wrap>
                <bdi>{name}</bdi>
              </Text>
              <Pieces of={['maya_kinanti', '0812-0000-4417']} />
            </Stack>
            {name === arabicName ? <Nothing /> : name === emojiName ? <Moment at="2026-11-20T07:05:00Z" /> : <span>{words.invalid}</span>}
          </CheckItem>
        ))}
      </CheckList>
    </Card>
  );
}

/** Files in a row, and what stands in forms and lists beside them. */
export function Files() {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <>
      <Specimen of="FileList · FileItem · FileButton · PageDrop" note={words.pageDropNote}>
        <Stack gap={3} style={{ maxWidth: 480 }}>
          <FileList aria-label={words.sampleFile}>
            <FileItem
              name="WD Oktober.xlsx"
              detail={words.importProgress}
              status={<Chip tone="accent">{words.waiting}</Chip>}
              progress={<Progress label={words.importing} parts={[{ tone: 'accent', value: 62 }]} whole={100} shape="thin" />}
              chosen
              onChoose={noop}
              removeLabel={t('common.delete')}
              onRemove={noop}
            />
            <FileItem
              name={`${longName}.csv`}
              detail={words.tooLarge}
              status={<Chip tone="bad">{words.toastBad}</Chip>}
              chosen={false}
              onChoose={noop}
              removeLabel={t('common.delete')}
              onRemove={noop}
            />
          </FileList>
          <Row>
            <FileButton label={words.chooseFile} icon={<Plus size={16} aria-hidden />} accept=".csv" onFiles={noop} />
          </Row>
          <PageDrop title={words.drop} hint={words.dropHint} onFiles={noop} />
        </Stack>
      </Specimen>
      <Specimen of="CheckList · Pieces · Nothing · Moment">
        <Checks />
      </Specimen>
      <Specimen of="DraftNotice · FieldPair · FigureLink · PlainButton · CheckRow">
        <Stack gap={4} style={{ maxWidth: 480 }}>
          <DraftNotice restored discard={noop} />
          <FieldPair>
            <TextField label={words.city} defaultValue="Surabaya" />
            <TextField label={words.phone} defaultValue="0812-0000-4417" />
          </FieldPair>
          <Row gap={4}>
            <FigureLink to="/_ui" value={1_204} word={words.valid} strong />
            <FigureLink to="/_ui" value={7} word={words.invalid} tone="bad" />
            <FigureLink to="/_ui" value={0} word={words.invalid} tone="bad" />
            <PlainButton type="button">{words.note}</PlainButton>
          </Row>
          <CheckRow data-on="">
            <Checkbox defaultChecked />
            <span>
              <Text weight={600} cut>
                <bdi>{arabicName}</bdi>
              </Text>
              <Text kind="dense" tone="text2" cut>
                {longName}
              </Text>
            </span>
          </CheckRow>
        </Stack>
      </Specimen>
    </>
  );
}
