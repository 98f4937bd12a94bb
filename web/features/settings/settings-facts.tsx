import type { Settings } from '../../../contract/settings.ts';
import { useTexts } from '../../lib/texts.ts';
import { Definitions } from '../../ui/definitions.tsx';
import { Card, CardBody } from '../../ui/layout.tsx';
import { zoneLabel } from './time-zones.ts';

/** The settings as they are, for those who may not change them. */
export function SettingsFacts({ settings }: { readonly settings: Settings }) {
  const { t } = useTexts();
  return (
    <Card style={{ maxWidth: 640 }}>
      <CardBody>
        <Definitions
          items={[
            { key: 'name', name: t('settings.businessName'), value: settings.businessName ?? t('settings.noName') },
            { key: 'zone', name: t('settings.timeZone'), value: zoneLabel(settings.timeZone) },
            { key: 'idle', name: t('settings.idleHours'), value: t('settings.hours', { count: settings.sessionIdleHours }) },
            { key: 'days', name: t('settings.sessionDays'), value: t('settings.days', { count: settings.sessionDays }) },
            { key: 'order', name: t('settings.assignOrder'), value: t(`settings.${settings.assignOrder}`) },
          ]}
        />
      </CardBody>
    </Card>
  );
}
