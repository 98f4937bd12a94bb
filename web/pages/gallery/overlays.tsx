import { Pencil, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CardBody, Row, Stack } from '../../ui/layout.tsx';
import { Menu } from '../../ui/menu.tsx';
import { NoteLink, NoteList, NoteMark } from '../../ui/note-list.tsx';
import { Drawer, ModalFrame, Popover } from '../../ui/overlay.tsx';
import { Docked, DockedMain, SidePanel } from '../../ui/side-panel.tsx';
import { Text } from '../../ui/text.tsx';
import { SheetChoice } from '../../ui/touch.tsx';
import { arabicName, longName } from './samples.ts';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

type Open = 'dialog' | 'confirm' | 'danger' | 'modal' | 'drawer';

function Dialogs({ open, close }: { readonly open: Open | undefined; readonly close: () => void }) {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <>
      <Dialog
        open={open === 'dialog'}
        title={words.renameTitle}
        closeLabel={t('common.close')}
        onClose={close}
        onSubmit={close}
        actions={
          <>
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button kind="primary" type="submit">
              {t('common.save')}
            </Button>
          </>
        }
      >
        <TextField label={t('common.name')} defaultValue={longName} />
      </Dialog>
      <ConfirmDialog open={open === 'confirm'} title={words.confirmTitle} action={words.confirmAct} onConfirm={close} onClose={close}>
        <p>{words.confirmText}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={open === 'danger'}
        danger
        title={words.dangerTitle}
        action={words.dangerAct}
        typed={words.dangerTyped}
        onConfirm={close}
        onClose={close}
      >
        <p>{words.dangerText}</p>
      </ConfirmDialog>
      <ModalFrame open={open === 'modal'} onClose={close} labelledBy="gallery-modal" wide={false}>
        <CardBody>
          <Stack gap={4}>
            <Text as="h2" kind="title" id="gallery-modal">
              {words.plain}
            </Text>
            <Button onClick={close}>{t('common.close')}</Button>
          </Stack>
        </CardBody>
      </ModalFrame>
      <Drawer side="bottom" open={open === 'drawer'} onClose={close} label={words.reasons}>
        <CardBody>
          <Stack gap={2}>
            {[words.reasonDead, words.reasonWrong, longName].map((reason, at) => (
              <SheetChoice key={reason} type="button" aria-pressed={at === 0} onClick={close}>
                {reason}
              </SheetChoice>
            ))}
          </Stack>
        </CardBody>
      </Drawer>
    </>
  );
}

function BesidePanel() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Docked>
      <DockedMain>
        <Button aria-expanded={open} onClick={() => setOpen(true)}>
          {words.panel}
        </Button>
      </DockedMain>
      {open && (
        <SidePanel
          title={words.renameTitle}
          subtitle={longName}
          closeLabel={t('common.close')}
          onClose={close}
          onSubmit={close}
          actions={
            <>
              <Button onClick={close}>{t('common.cancel')}</Button>
              <Button kind="primary" type="submit">
                {t('common.save')}
              </Button>
            </>
          }
        >
          <TextField label={t('common.name')} defaultValue={arabicName} dir="auto" />
        </SidePanel>
      )}
    </Docked>
  );
}

function Hanging() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const [anchor, setAnchor] = useState<Element | null>(null);
  return (
    <Row gap={2} wrap>
      <Button aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
        {words.popover}
      </Button>
      <Popover anchor={anchor} label={t('frame.notifications')} width={360} onClose={() => setAnchor(null)}>
        <Row style={{ padding: '8px 8px 8px 16px' }} justify="space-between">
          <Text as="h2" kind="strong">
            {t('frame.notifications')}
          </Text>
          <IconButton label={t('common.close')} onClick={() => setAnchor(null)}>
            <X size={18} aria-hidden />
          </IconButton>
        </Row>
        <NoteList>
          {[words.noticeTitle, longName].map((text, at) => (
            <li key={text}>
              <NoteLink href="#lapisan">
                <NoteMark data-unread={at === 0 ? '' : undefined} />
                <Text wrap>{text}</Text>
              </NoteLink>
            </li>
          ))}
        </NoteList>
      </Popover>
      <Menu
        trigger={(props) => <Button {...props}>{words.menu}</Button>}
        entries={[
          { key: 'rename', label: t('common.rename'), icon: <Pencil size={16} aria-hidden />, onSelect: () => undefined },
          { key: 'long', label: words.longHeader, onSelect: () => undefined },
          { key: 'delete', label: t('common.delete'), icon: <Trash2 size={16} aria-hidden />, disabled: true, onSelect: () => undefined },
        ]}
      />
    </Row>
  );
}

/** What opens over or beside a page; the focus goes back to where it was. */
export function Overlays() {
  const words = useGalleryWords();
  const [open, setOpen] = useState<Open>();
  const opener = (what: Open, word: string) => (
    <Button key={what} aria-haspopup="dialog" onClick={() => setOpen(what)}>
      {word}
    </Button>
  );
  return (
    <Section id="lapisan" title={words.overlays}>
      <Specimen of="Dialog · ConfirmDialog · Drawer" note={words.overlayNote}>
        <Row gap={2} wrap>
          {opener('dialog', words.dialog)}
          {opener('confirm', words.confirm)}
          {opener('danger', words.danger)}
          {opener('modal', words.modal)}
          {opener('drawer', words.sheet)}
        </Row>
        <Dialogs open={open} close={() => setOpen(undefined)} />
      </Specimen>
      <Specimen of="SidePanel" note={words.panelNote}>
        <BesidePanel />
      </Specimen>
      <Specimen of="Popover · Menu">
        <Hanging />
      </Specimen>
    </Section>
  );
}
