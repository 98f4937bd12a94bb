import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../lib/formats.ts';
import { badgesRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { BottomBar, BottomLink, Dot } from '../../ui/navigation.tsx';
import { HiddenText } from '../../ui/text.tsx';
import { staffMain } from './navigation.ts';

/** What staff use most, under the thumb. */
export function PhoneBottomBar() {
  const { t } = useTexts();
  const { data: badges } = useQuery(badgesRead);
  return (
    <BottomBar data-bottom-bar aria-label={t('frame.work')}>
      {staffMain.map(({ word, path, icon: Icon, badge }) => {
        const waiting = badges === undefined ? 0 : (badge?.(badges) ?? 0);
        return (
          <BottomLink key={word} to={path}>
            <i>
              <Icon size={22} strokeWidth={1.75} aria-hidden />
            </i>
            {t(`frame.${word}`)}
            {waiting > 0 && (
              <b>
                <Dot style={{ position: 'static' }}>
                  {formatNumber(waiting)}
                  <HiddenText> {t('frame.badge', { count: waiting })}</HiddenText>
                </Dot>
              </b>
            )}
          </BottomLink>
        );
      })}
    </BottomBar>
  );
}
