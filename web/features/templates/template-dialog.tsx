import { zodResolver } from '@hookform/resolvers/zod';
import { useRef } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { placeholders, unknownPlaceholder } from '../../../contract/placeholders.ts';
import { createMessageTemplate, type MessageTemplate } from '../../../contract/templates.ts';
import { useFaults } from '../../lib/form.ts';
import { fillTemplate } from '../../lib/message.ts';
import { useFormDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useSession } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Row, Stack, Sunken } from '../../ui/layout.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

type Form = z.input<typeof createMessageTemplate.body>;

function useSave({ template, onClose }: TemplateDialogProps) {
  const { t } = useTexts();
  const done = (text: string) => {
    showToast({ tone: 'ok', text });
    onClose();
  };
  const create = useAct('POST /message-templates', { onSuccess: ({ label: name }) => done(t('templates.created', { name })) });
  const change = useAct('PATCH /message-templates/:id', { onSuccess: ({ label: name }) => done(t('templates.saved', { name })) });
  const submit = ({ label, text }: Form) => {
    if (template === undefined) create.mutate({ body: { label, text } });
    else change.mutate({ params: { id: template.id }, body: { label, text } });
  };
  return { submit, busy: create.isPending || change.isPending, error: create.error ?? change.error };
}

/** What the message becomes for a member with a name, and for one without. */
function Preview({ text }: { readonly text: string }) {
  const { t } = useTexts();
  const user = useSession();
  const name = t('templates.exampleName');
  const member = { name, customerKey: 'lina88', customerText: 'lina88', productName: t('templates.exampleProduct') };
  const examples = [
    { key: 'named', title: t('templates.preview', { name }), message: fillTemplate(text, member, user) },
    { key: 'nameless', title: t('templates.previewNameless'), message: fillTemplate(text, { ...member, name: null }, user) },
  ];
  const differ = examples[0]?.message !== examples[1]?.message;
  return (
    <Stack gap={3} aria-live="polite">
      {examples.slice(0, differ ? 2 : 1).map(({ key, title, message }) => (
        <Stack key={key} gap={1.5}>
          <Text kind="small" tone="text2">
            {title}
          </Text>
          <Sunken>
            <Text wrap tone={message === '' ? 'text3' : 'text'} style={{ whiteSpace: 'pre-wrap' }}>
              {message === '' ? t('templates.previewEmpty') : message}
            </Text>
          </Sunken>
        </Stack>
      ))}
    </Stack>
  );
}

interface TemplateDialogProps {
  /** The template to change; a new one where absent. */
  readonly template?: MessageTemplate;
  readonly onClose: () => void;
}

function useTemplateForm(props: TemplateDialogProps) {
  const values = useForm<Form>({
    resolver: zodResolver(createMessageTemplate.body),
    shouldFocusError: false,
    defaultValues: { label: props.template?.label ?? '', text: props.template?.text ?? '' },
  });
  const draft = useFormDraft(values, `template:${props.template?.id ?? 'new'}`);
  const save = useSave({
    ...props,
    onClose: () => {
      draft.clear();
      props.onClose();
    },
  });
  return { ...save, values, draft };
}

/** A new text for messages, or changes to one, with what it becomes for an example member. */
export function TemplateDialog(props: TemplateDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { template, onClose } = props;
  const area = useRef<HTMLTextAreaElement | null>(null);
  const { draft, submit, busy, error, values } = useTemplateForm(props);
  const { register, handleSubmit, control, setValue } = values;
  const text = useWatch({ control, name: 'text' });
  const unknown = unknownPlaceholder(text);
  const faults = useFaults(values, [
    { name: 'label', label: t('templates.label') },
    { name: 'text', label: t('templates.text') },
  ]);
  const { ref, ...textField } = register('text');
  const insert = (written: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    setValue('text', text.slice(0, selectionStart) + written + text.slice(selectionEnd), { shouldDirty: true });
    area.current?.focus();
    area.current?.setSelectionRange(selectionStart + written.length, selectionStart + written.length);
  };
  return (
    <ConfirmDialog
      wide
      title={template === undefined ? t('templates.createTitle') : t('templates.changeTitle', { name: template.label })}
      action={t('common.save')}
      busy={busy}
      disabled={unknown !== undefined}
      {...faults.summary}
      onConfirm={() => void handleSubmit(submit)()}
      onClose={onClose}
    >
      {error !== null && <ProblemNotice {...problemText(error)} />}
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <TextField
        label={t('templates.label')}
        hint={t('templates.labelHint')}
        autoFocus
        autoComplete="off"
        maxLength={120}
        error={faults.at('label')}
        {...register('label')}
      />
      <TextArea
        label={t('templates.text')}
        rows={5}
        maxLength={2_000}
        error={unknown === undefined ? faults.at('text') : t('templates.unknown', { placeholder: unknown })}
        {...textField}
        ref={(element) => {
          ref(element);
          area.current = element;
        }}
      />
      <Row gap={2} wrap role="group" aria-label={t('templates.insert')}>
        <Text kind="small" tone="text2">
          {t('templates.insert')}
        </Text>
        {placeholders.map((name) => (
          <Button key={name} size="small" onClick={() => insert(`{${name}}`)}>
            {t(`templates.placeholder_${name}`)}
          </Button>
        ))}
      </Row>
      <Preview text={text} />
    </ConfirmDialog>
  );
}
