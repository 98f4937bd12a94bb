import { KeyRound, LogOut, MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { initials, type Language } from '../../lib/formats.ts';
import { useSession } from '../../lib/session.ts';
import { signOut } from '../../lib/session-actions.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Avatar } from '../../ui/chip.tsx';
import { Segmented } from '../../ui/choice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Line, Row, Stack } from '../../ui/layout.tsx';
import { Popover } from '../../ui/overlay.tsx';
import { Text } from '../../ui/text.tsx';
import { setThemeMode, useThemeMode } from '../../ui/theme-mode.ts';
import { changeLanguage } from '../i18n/i18n.ts';

function ThemeChoice() {
  const { t } = useTexts();
  const mode = useThemeMode();
  return (
    <Stack gap={1.5}>
      <Text kind="small" tone="text2">
        {t('frame.theme')}
      </Text>
      <Segmented
        label={t('frame.theme')}
        value={mode}
        onChange={setThemeMode}
        options={[
          { value: 'light', label: t('frame.light') },
          { value: 'dark', label: t('frame.dark') },
          { value: 'system', label: t('frame.auto') },
        ]}
      />
    </Stack>
  );
}

function LanguageChoice() {
  const { t, language } = useTexts();
  return (
    <Stack gap={1.5}>
      <Text kind="small" tone="text2">
        {t('frame.language')}
      </Text>
      <Segmented<Language>
        label={t('frame.language')}
        value={language}
        onChange={(next) => void changeLanguage(next)}
        options={[
          { value: 'id', label: 'Indonesia' },
          { value: 'en', label: 'English' },
        ]}
      />
    </Stack>
  );
}

/** Who is signed in, how the program looks and speaks, and the way out. */
export function ProfileSection({ onNavigate }: { readonly onNavigate: () => void }) {
  const { t } = useTexts();
  const user = useSession();
  const [leaving, setLeaving] = useState(false);
  return (
    <Stack gap={4} style={{ padding: 16 }}>
      <Row gap={3}>
        <Avatar>{initials(user.name)}</Avatar>
        <Stack grow>
          <Text weight={600} cut>
            {user.name}
          </Text>
          <Text kind="small" tone="text2" cut>
            {user.username} · {t(`frame.${user.role}`)}
          </Text>
        </Stack>
      </Row>
      <ThemeChoice />
      <LanguageChoice />
      <Line />
      <Stack gap={2}>
        <ButtonLink to="/sesi" icon={<MonitorSmartphone size={16} aria-hidden />} wide onClick={onNavigate}>
          {t('frame.sessions')}
        </ButtonLink>
        <ButtonLink to="/ganti-kata-sandi" icon={<KeyRound size={16} aria-hidden />} wide onClick={onNavigate}>
          {t('session.changePassword')}
        </ButtonLink>
        <Button
          icon={<LogOut size={16} aria-hidden />}
          wide
          busy={leaving}
          onClick={() => {
            setLeaving(true);
            void signOut();
          }}
        >
          {t('session.signOut')}
        </Button>
      </Stack>
    </Stack>
  );
}

/** The same behind the avatar of the top bar. */
export function ProfileMenu() {
  const { t } = useTexts();
  const user = useSession();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        label={`${t('frame.profile')}: ${user.name}`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar>{initials(user.name)}</Avatar>
      </IconButton>
      <Popover anchor={anchor} onClose={() => setAnchor(null)} label={t('frame.profile')} width={304}>
        <ProfileSection onNavigate={() => setAnchor(null)} />
      </Popover>
    </>
  );
}
