import { ArrowRight, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Definitions } from '../../ui/definitions.tsx';
import { ActionBar, CardBody, CardGrid, Line, Stack, Sunken } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { SampleTable } from '../../ui/sample-table.tsx';
import { StatTile, StatTiles } from '../../ui/stat-tile.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { FigurePair, SignedCounts, Tile, TileFoot, TileLink } from '../../ui/tile.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { RowLink } from '../../ui/touch.tsx';
import { arabicName, emojiName, longName, sampleMembers } from './samples.ts';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

function CardTile({ name }: { readonly name: string }) {
  const words = useGalleryWords();
  return (
    <Tile>
      <CardBody>
        <Stack gap={3}>
          <TileLink to="/_ui">
            <bdi>{name}</bdi>
          </TileLink>
          <SignedCounts>
            <li data-tone="ok">
              <CircleCheck size={16} aria-hidden />
              <b>24</b> {words.valid}
            </li>
            <li data-tone="bad">
              <CircleX size={16} aria-hidden />
              <b>3</b> {words.invalid}
            </li>
            <li>
              <CircleDashed size={16} aria-hidden />
              <b>23</b> {words.open}
            </li>
          </SignedCounts>
        </Stack>
      </CardBody>
      <TileFoot>
        <Text kind="dense" tone="text2" style={{ flex: 1 }}>
          {words.validated}
        </Text>
        <ArrowRight size={18} aria-hidden />
      </TileFoot>
    </Tile>
  );
}

function Sheets() {
  const words = useGalleryWords();
  return (
    <Stack gap={4}>
      <Definitions
        items={[
          { key: 'a', name: words.member, value: <bdi>{arabicName}</bdi>, strong: true },
          { key: 'b', name: words.quantity, value: '2.358' },
          { key: 'c', name: longName, value: '0', quiet: true },
        ]}
      />
      <Line />
      <SampleTable
        label={words.sampleFile}
        columns={['Nama', 'No HP', words.longHeader]}
        rows={sampleMembers(6).map((row) => [row.name, row.customerId, row.city])}
      />
      <Sunken>
        <Text kind="dense">{words.noticeText}</Text>
      </Sunken>
      <Timeline>
        {[words.noticeTitle, longName, words.recalledToast].map((text) => (
          <li key={text}>
            <Text weight={600} wrap>
              {text}
            </Text>
            <Text kind="small" tone="text2">
              20 Nov 2026 14.05 WIB
            </Text>
          </li>
        ))}
      </Timeline>
      <ActionBar>
        <Text weight={600}>{words.noticeTitle}</Text>
        <Button>{words.transfer}</Button>
        <Button kind="primary">{words.recall}</Button>
      </ActionBar>
    </Stack>
  );
}

/** Figures, cards, and lists of facts. */
export function Figures() {
  const words = useGalleryWords();
  return (
    <Section id="angka" title={words.figures}>
      <Specimen bare of="StatTile">
        <StatTiles>
          <StatTile label={words.validated} figure="76,4%" change={{ direction: 'up', text: '2,1%', tone: 'ok' }}>
            {words.comparedWith}
          </StatTile>
          <StatTile label={words.invalid} figure="1.204" change={{ direction: 'down', text: '12', tone: 'ok' }} />
          <StatTile label={words.waiting} figure="Rp 58.120.000.000" change={{ direction: 'up', text: '4', tone: 'bad' }} />
          <StatTile label={words.longHeader} figure="0" change={{ direction: 'same', text: '0' }} />
          <StatTile label={words.members} figure={undefined} />
        </StatTiles>
      </Specimen>
      <Specimen of="FigurePair">
        <FigurePair>
          <div>
            <dt>{words.open}</dt>
            <dd>23</dd>
          </div>
          <div>
            <dt>{words.valid}</dt>
            <dd>1.204</dd>
          </div>
        </FigurePair>
      </Specimen>
      <Specimen bare of="Tile · CardGrid">
        <CardGrid>
          {['WD Oktober, gelombang 2', longName, emojiName].map((name) => (
            <CardTile key={name} name={name} />
          ))}
        </CardGrid>
      </Specimen>
      <Specimen of="Definitions · SampleTable · Sunken · Timeline · ActionBar">
        <Sheets />
      </Specimen>
      <Specimen bare of="LongList">
        <LongList label={words.members} rows={sampleMembers(6)} rowKey={(row) => row.id} rowHeight={64}>
          {(row) => (
            <RowLink to="/_ui">
              <span>
                <Text cut weight={600}>
                  <bdi>{row.name}</bdi>
                </Text>
                <Text kind="dense" tone="text2" cut>
                  {row.customerId}
                </Text>
              </span>
              <ArrowRight size={18} aria-hidden />
              <HiddenText>{words[row.state]}</HiddenText>
            </RowLink>
          )}
        </LongList>
      </Specimen>
    </Section>
  );
}
