import { useTranslation } from 'react-i18next';
import { Segmented } from '../../ui/choice.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { Page } from '../../ui/page.tsx';
import { Text } from '../../ui/text.tsx';
import { setThemeMode, useThemeMode } from '../../ui/theme-mode.ts';
import { width } from '../../ui/theme.ts';
import { useMedia } from '../../ui/use-media.ts';
import { Tables } from './tables.tsx';
import { type GalleryWords, useGalleryWords } from './words.ts';

const sections: readonly { readonly id: string; readonly title: keyof GalleryWords }[] = [{ id: 'tabel', title: 'tables' }];

function Contents() {
  const words = useGalleryWords();
  return (
    <nav aria-label={words.contents} style={{ position: 'sticky', top: 24, alignSelf: 'flex-start', width: 180, flexShrink: 0 }}>
      <Stack gap={2}>
        {sections.map(({ id, title }) => (
          <a key={id} href={`#${id}`}>
            {words[title]}
          </a>
        ))}
      </Stack>
    </nav>
  );
}

function ThemeChoice() {
  const { t } = useTranslation();
  const mode = useThemeMode();
  return (
    <Segmented
      label={t('frame.theme')}
      value={mode}
      options={[
        { value: 'light', label: t('frame.light') },
        { value: 'dark', label: t('frame.dark') },
        { value: 'system', label: t('frame.auto') },
      ]}
      onChange={setThemeMode}
    />
  );
}

/** Every component in every state: what the interface is made of, and what the visual tests look at. */
export function GalleryPage() {
  const words = useGalleryWords();
  const desk = useMedia(`(min-width: ${width.desk}px)`);
  return (
    <main>
      <Page title={words.title} summary={words.summary} actions={<ThemeChoice />} leading={<span style={{ width: 8 }} />}>
        <Row gap={8} align="flex-start">
          {desk && <Contents />}
          <Stack gap={10} grow>
            <Tables />
            <Text kind="small" tone="text3">
              {words.end}
            </Text>
          </Stack>
        </Row>
      </Page>
    </main>
  );
}
