import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import { type Settings, sessionBounds, writeSettings } from '../../../contract/settings.ts';
import { useFormDraft } from '../../lib/drafts.ts';
import { useFaults } from '../../lib/form.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { settingsRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { RadioField } from '../../ui/choice.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Card, CardBody, Row, Stack } from '../../ui/layout.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';
import { indonesianZones, otherZones, timeIn, zoneLabel } from './time-zones.ts';

type Form = UseFormReturn<Settings>;
const { idleHours, days } = sessionBounds;

/** A group of settings under its word. */
function SettingsGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card>
      <CardBody style={{ display: 'flex', flexDirection: 'column', gap: 16 }}>
        <Text as="h2" kind="strong">
          {title}
        </Text>
        {children}
      </CardBody>
    </Card>
  );
}

function BusinessFields({ form, timeZone }: { readonly form: Form; readonly timeZone: string }) {
  const { t, language } = useTexts();
  const chosen = form.watch('timeZone');
  return (
    <SettingsGroup title={t('settings.business')}>
      <TextField
        label={t('settings.businessName')}
        hint={t('settings.businessNameHint')}
        autoComplete="organization"
        maxLength={80}
        {...form.register('businessName', { setValueAs: (typed: string | null) => (typed?.trim() === '' ? null : typed) })}
      />
      <SelectField
        label={t('settings.timeZone')}
        hint={t('settings.timeZoneHint', { now: timeIn(chosen, language) })}
        {...form.register('timeZone')}
      >
        <optgroup label={t('settings.indonesia')}>
          {indonesianZones.map((zone) => (
            <option key={zone} value={zone}>
              {zoneLabel(zone)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('settings.elsewhere')}>
          {otherZones(timeZone).map((zone) => (
            <option key={zone} value={zone}>
              {zoneLabel(zone)}
            </option>
          ))}
        </optgroup>
      </SelectField>
    </SettingsGroup>
  );
}

/** What is wrong in the form, and where. */
function useSettingsFaults(form: Form) {
  const { t } = useTexts();
  const idle = form.formState.errors.sessionIdleHours;
  return useFaults(form, [
    { name: 'businessName', label: t('settings.businessName') },
    {
      name: 'sessionIdleHours',
      label: t('settings.idleHours'),
      wrong: idle?.message === 'idle_longer_than_session' ? t('settings.idleTooLong') : t('settings.between', idleHours),
    },
    { name: 'sessionDays', label: t('settings.sessionDays'), wrong: t('settings.between', days) },
  ]);
}

type FaultAt = ReturnType<typeof useSettingsFaults>['at'];

function SessionFields({ form, faultAt }: { readonly form: Form; readonly faultAt: FaultAt }) {
  const { t } = useTexts();
  const number = { type: 'number', inputMode: 'numeric', step: 1 } as const;
  return (
    <SettingsGroup title={t('settings.sessions')}>
      <TextField
        label={t('settings.idleHours')}
        hint={t('settings.idleHint', idleHours)}
        error={faultAt('sessionIdleHours')}
        {...number}
        min={idleHours.least}
        max={idleHours.most}
        {...form.register('sessionIdleHours', { valueAsNumber: true })}
      />
      <TextField
        label={t('settings.sessionDays')}
        hint={t('settings.sessionDaysHint', days)}
        error={faultAt('sessionDays')}
        {...number}
        min={days.least}
        max={days.most}
        {...form.register('sessionDays', { valueAsNumber: true })}
      />
    </SettingsGroup>
  );
}

function AssignFields({ form }: { readonly form: Form }) {
  const { t } = useTexts();
  const small = (text: string) => (
    <Text kind="small" tone="text2">
      {text}
    </Text>
  );
  return (
    <SettingsGroup title={t('settings.assigning')}>
      <Stack as="fieldset" gap={2} style={{ border: 0, padding: 0, margin: 0 }}>
        <Text as="legend" weight={600} style={{ marginBottom: 8, padding: 0 }}>
          {t('settings.assignOrder')}
        </Text>
        <RadioField value="random" more={small(t('settings.randomHint'))} {...form.register('assignOrder')}>
          {t('settings.random')}
        </RadioField>
        <RadioField value="file" more={small(t('settings.fileHint'))} {...form.register('assignOrder')}>
          {t('settings.file')}
        </RadioField>
      </Stack>
    </SettingsGroup>
  );
}

interface SettingsFormProps {
  readonly settings: Settings;
  /** The form has done its work: what is typed next begins with what was saved. */
  readonly onSaved: () => void;
}

function useSettingsForm({ settings, onSaved }: SettingsFormProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const form = useForm<Settings>({
    resolver: zodResolver(writeSettings.body),
    shouldFocusError: false,
    values: settings,
    resetOptions: { keepDirtyValues: true },
  });
  const draft = useFormDraft(form, 'settings');
  const save = useAct('PUT /settings', {
    onSuccess: (saved) => {
      client.setQueryData(settingsRead.queryKey, saved);
      draft.clear();
      showToast({ tone: 'ok', text: t('settings.saved') });
      onSaved();
    },
  });
  return { form, draft, save };
}

/** The settings as a form, for the owner. What others saved meanwhile comes in as long as nothing was changed here. */
export function SettingsForm(props: SettingsFormProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { form, draft, save } = useSettingsForm(props);
  const faults = useSettingsFaults(form);
  const { settings } = props;
  return (
    <form noValidate onSubmit={form.handleSubmit((body) => save.mutate({ body }))}>
      <Stack gap={4} style={{ maxWidth: 640 }}>
        {save.error !== null && <ProblemNotice {...problemText(save.error)} />}
        <ErrorSummary title={t('field.faults')} {...faults.summary} />
        <DraftNotice restored={draft.restored} discard={draft.discard} />
        <BusinessFields form={form} timeZone={settings.timeZone} />
        <SessionFields form={form} faultAt={faults.at} />
        <AssignFields form={form} />
        <Row gap={2} wrap>
          <Button kind="primary" size="large" type="submit" busy={save.isPending} disabled={!form.formState.isDirty}>
            {t('settings.save')}
          </Button>
          {form.formState.isDirty && (
            <Button
              size="large"
              onClick={() => {
                draft.discard();
                form.reset(settings);
              }}
            >
              {t('settings.discard')}
            </Button>
          )}
        </Row>
      </Stack>
    </form>
  );
}
