import { useQuery } from '@tanstack/react-query';
import { badgesRead, settingsRead } from '../../lib/shared-reads.ts';
import { formatNumber } from '../../lib/formats.ts';
import { isAdmin, useSession } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { Count } from '../../ui/chip.tsx';
import { Logo } from '../../ui/logo.tsx';
import { NavGroup, NavGroupTitle, NavLink, NavRoot } from '../../ui/navigation.tsx';
import { HiddenText } from '../../ui/text.tsx';
import { adminGroups, staffGroups } from './navigation.ts';

/** The entries of the program, grouped; each a link, with the count of what waits behind it. */
export function Sidebar({ onNavigate }: { readonly onNavigate?: () => void }) {
  const { t } = useTexts();
  const user = useSession();
  const { data: badges } = useQuery(badgesRead);
  const { data: settings } = useQuery(settingsRead);
  const groups = isAdmin(user) ? adminGroups : staffGroups;
  return (
    <NavRoot aria-label={t('frame.mainNavigation')}>
      <Logo business={settings?.businessName ?? undefined} />
      {groups.map((group) => (
        <NavGroup key={group.word ?? 'main'}>
          {group.word !== undefined && <NavGroupTitle>{t(`frame.${group.word}`)}</NavGroupTitle>}
          {group.entries.map(({ word, path, params, icon: Icon, badge }) => {
            const waiting = badges === undefined ? 0 : (badge?.(badges) ?? 0);
            return (
              <NavLink
                key={word}
                to={path}
                {...(params === undefined ? {} : { params })}
                {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
              >
                <Icon size={18} strokeWidth={1.75} aria-hidden />
                <span>{t(`frame.${word}`)}</span>
                {waiting > 0 && (
                  <Count>
                    {formatNumber(waiting)}
                    <HiddenText> {t('frame.badge', { count: waiting })}</HiddenText>
                  </Count>
                )}
              </NavLink>
            );
          })}
        </NavGroup>
      ))}
    </NavRoot>
  );
}
