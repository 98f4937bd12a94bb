import { useTexts } from '../../lib/texts.ts';
import { Segmented } from '../../ui/choice.tsx';
import { Stack } from '../../ui/layout.tsx';
import { Logo } from '../../ui/logo.tsx';
import { FrameMain, FrameRoot, NavGroup, NavGroupTitle, NavLink, NavRoot, SkipLink, TopBar } from '../../ui/navigation.tsx';
import { Page } from '../../ui/page.tsx';
import { Text } from '../../ui/text.tsx';
import { setThemeMode, useThemeMode } from '../../ui/theme-mode.ts';
import { width } from '../../ui/theme.ts';
import { useMedia } from '../../ui/use-media.ts';
import { Buttons } from './buttons.tsx';
import { Figures } from './figures.tsx';
import { Forms } from './forms.tsx';
import { Foundations } from './foundations.tsx';
import { Framing } from './framing.tsx';
import { Messages } from './messages.tsx';
import { Overlays } from './overlays.tsx';
import { Tables } from './tables.tsx';
import { Touching } from './touching.tsx';
import { type GalleryWords, useGalleryWords } from './words.ts';

const sections: readonly { readonly id: string; readonly title: keyof GalleryWords }[] = [
  { id: 'dasar', title: 'foundations' },
  { id: 'tombol', title: 'buttons' },
  { id: 'isian', title: 'forms' },
  { id: 'tabel', title: 'tables' },
  { id: 'pesan', title: 'messages' },
  { id: 'lapisan', title: 'overlays' },
  { id: 'angka', title: 'figures' },
  { id: 'jempol', title: 'touch' },
  { id: 'bingkai', title: 'framing' },
];

function Contents() {
  const words = useGalleryWords();
  return (
    <NavRoot aria-label={words.contents}>
      <Logo />
      <NavGroup>
        <NavGroupTitle>{words.contents}</NavGroupTitle>
        {sections.map(({ id, title }) => (
          <NavLink key={id} to="/_ui" hash={id} activeOptions={{ includeHash: true }}>
            <span>{words[title]}</span>
          </NavLink>
        ))}
      </NavGroup>
    </NavRoot>
  );
}

function ThemeChoice() {
  const { t } = useTexts();
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
  const { t } = useTexts();
  const words = useGalleryWords();
  const desk = useMedia(`(min-width: ${width.desk}px)`);
  return (
    <>
      <SkipLink href="#isi">{t('frame.skip')}</SkipLink>
      <FrameRoot>
        {desk && (
          <aside>
            <Contents />
          </aside>
        )}
        <div>
          <TopBar>
            <span style={{ flex: 1 }} />
            <ThemeChoice />
          </TopBar>
          <FrameMain id="isi" tabIndex={-1}>
            <Page title={words.title} summary={words.summary} leading={<span style={{ width: 8 }} />}>
              <Stack gap={10} data-sample="">
                {!desk && <Contents />}
                <Foundations />
                <Buttons />
                <Forms />
                <Tables />
                <Messages />
                <Overlays />
                <Figures />
                <Touching />
                <Framing />
                <Text kind="small" tone="text3">
                  {words.end}
                </Text>
              </Stack>
            </Page>
          </FrameMain>
        </div>
      </FrameRoot>
    </>
  );
}
