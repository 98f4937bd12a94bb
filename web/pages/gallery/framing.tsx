import { CalendarClock, Inbox, Menu as MenuIcon, WifiOff } from 'lucide-react';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { JobChip, JobChips } from '../../ui/job-chip.tsx';
import { Stack } from '../../ui/layout.tsx';
import { BottomBar, BottomLink, Dot, OfflineBar, VersionBar } from '../../ui/navigation.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Tab, Tabs } from '../../ui/tabs.tsx';
import { longName } from './samples.ts';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

/** What stands around pages. The sidebar and the top bar are this page's own. */
export function Framing() {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <Section id="bingkai" title={words.framing}>
      <Specimen of="Tabs">
        <Tabs label={words.framing}>
          <Tab to="/_ui" selected>
            Database
          </Tab>
          <Tab to="/_ui" selected={false}>
            {words.members} (12)
          </Tab>
          <Tab to="/_ui" selected={false}>
            {words.longHeader}
          </Tab>
        </Tabs>
      </Specimen>
      <Specimen of="OfflineBar · VersionBar · JobChip" bare>
        <Stack gap={3}>
          <OfflineBar>
            <WifiOff size={16} aria-hidden />
            {t('problem.offlineBanner')}
          </OfflineBar>
          <VersionBar>
            <span>{t('problem.newVersion')}</span>
            <Button size="small" kind="quiet">
              {t('common.reload')}
            </Button>
          </VersionBar>
          <JobChips>
            <JobChip to="/_ui">
              <span>{words.importing}</span>
              <Progress label={words.importing} parts={[{ tone: 'accent', value: 62 }]} whole={100} shape="thin" />
            </JobChip>
            <JobChip to="/_ui">
              <span>{longName}</span>
            </JobChip>
          </JobChips>
        </Stack>
      </Specimen>
      <Specimen of="BottomBar" bare>
        {/* Moved by nothing, so that the bar is fixed to this box and not to the window. */}
        <div style={{ position: 'relative', transform: 'translate(0)', height: 72, maxWidth: 420 }}>
          <BottomBar aria-label={words.framing} style={{ zIndex: 1 }}>
            <BottomLink to="/_ui" hash="bingkai" activeOptions={{ includeHash: true }}>
              <i>
                <Inbox size={22} strokeWidth={1.75} aria-hidden />
              </i>
              {t('frame.myData')}
              <b>
                <Dot style={{ position: 'static' }}>9</Dot>
              </b>
            </BottomLink>
            <BottomLink to="/_ui" hash="jempol" activeOptions={{ includeHash: true }}>
              <i>
                <CalendarClock size={22} strokeWidth={1.75} aria-hidden />
              </i>
              {t('frame.followUps')}
            </BottomLink>
            <BottomLink to="/_ui" hash="angka" activeOptions={{ includeHash: true }}>
              <i>
                <MenuIcon size={22} strokeWidth={1.75} aria-hidden />
              </i>
              {t('frame.menu')}
            </BottomLink>
          </BottomBar>
        </div>
      </Specimen>
    </Section>
  );
}
