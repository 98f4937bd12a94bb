import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Bookmark, Check, RefreshCw, Trash2 } from 'lucide-react';
import { type MouseEvent, useId, useState } from 'react';
import { comparable } from '../../../contract/comparable.ts';
import type { FilterPage } from '../../../contract/filters.ts';
import type { OutputOf } from '../../lib/interface.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { read, useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Line, Row, Stack } from '../../ui/layout.tsx';
import { Popover } from '../../ui/overlay.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';
import { applyFilter, filterOf } from './filter-search.ts';

type SavedFilter = OutputOf<'GET /saved-filters'>['items'][number];

interface SavedFiltersProps {
  /** What the page is called among saved filters. */
  readonly page: FilterPage;
  /** Further parts of the page's address that are no filter, such as the tab that is open; applying a filter leaves them as they are. */
  readonly leftOut?: readonly string[];
  /** Only a picture, where room is short and no saved filter is on. */
  readonly folded?: boolean;
}

/** What can be done with saved filters; each says what it did, and what is deleted can be had back. */
function useFilterActs(page: FilterPage, kept: readonly SavedFilter[]) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const refuse = (error: Error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` });
  const save = useAct('POST /saved-filters', { onSuccess: ({ name }) => showToast({ tone: 'ok', text: t('filters.kept', { name }) }) });
  const overwrite = useAct('PATCH /saved-filters/:id', {
    onSuccess: ({ name }) => showToast({ tone: 'ok', text: t('filters.overwritten', { name }) }),
    onError: refuse,
  });
  const restore = useAct('POST /saved-filters', { onError: refuse });
  const drop = useAct('DELETE /saved-filters/:id', {
    onError: refuse,
    onSuccess: (_, { params }) => {
      const gone = kept.find(({ id }) => id === params.id);
      if (gone === undefined) return;
      const { name, search } = gone;
      showToast({
        tone: 'plain',
        text: t('filters.removed', { name }),
        action: { label: t('common.undo'), run: () => restore.mutate({ body: { page, name, search } }) },
      });
    },
  });
  const remove = ({ id }: SavedFilter) => drop.mutate({ params: { id } });
  return { save, overwrite, remove, busy: overwrite.isPending || drop.isPending };
}

interface FilterLineProps {
  readonly filter: SavedFilter;
  readonly present: string;
  readonly busy: boolean;
  readonly onApply: () => void;
  readonly onOverwrite: () => void;
  readonly onRemove: () => void;
}

function FilterLine({ filter, present, busy, onApply, onOverwrite, onRemove }: FilterLineProps) {
  const { t } = useTexts();
  const { name, search } = filter;
  const on = search === present;
  return (
    <Row as="li" gap={1}>
      <Button
        kind="quiet"
        aria-current={on || undefined}
        style={{ flex: 1, minWidth: 0, justifyContent: 'flex-start' }}
        icon={on ? <Check size={16} aria-hidden /> : <Bookmark size={16} aria-hidden />}
        onClick={onApply}
      >
        <Text cut>{name}</Text>
      </Button>
      {!on && present !== '' && (
        <IconButton label={t('filters.overwrite', { name })} disabled={busy} onClick={onOverwrite}>
          <RefreshCw size={16} aria-hidden />
        </IconButton>
      )}
      <IconButton label={t('filters.remove', { name })} disabled={busy} onClick={onRemove}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </Row>
  );
}

interface SaveFormProps {
  readonly page: FilterPage;
  readonly present: string;
  readonly kept: readonly SavedFilter[];
  readonly acts: ReturnType<typeof useFilterActs>;
}

/** Keeps what is looked for now under a name; a name that is there already is overwritten, and the button says so. */
function SaveForm({ page, present, kept, acts }: SaveFormProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const same = kept.find((filter) => comparable(filter.name) === comparable(trimmed));
  const clear = { onSuccess: () => setName('') };
  const submit = () => {
    if (trimmed === '') return;
    if (same === undefined) acts.save.mutate({ body: { page, name: trimmed, search: present } }, clear);
    else acts.overwrite.mutate({ params: { id: same.id }, body: { search: present } }, clear);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={2}>
        {acts.save.error !== null && <ProblemNotice {...problemText(acts.save.error)} />}
        <TextField
          label={t('filters.name')}
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Button kind="primary" type="submit" wide disabled={trimmed === ''} busy={acts.save.isPending || acts.overwrite.isPending}>
          {t(same === undefined ? 'filters.save' : 'filters.overwriteShort')}
        </Button>
      </Stack>
    </form>
  );
}

/** A page's saved filters behind one button: apply, save, overwrite, delete. They are the page's own address, without page and panel. */
export function SavedFilters({ page, leftOut = [], folded = false }: SavedFiltersProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const titleId = useId();
  const present = useRouterState({ select: ({ location }) => filterOf(location.searchStr, leftOut) });
  const { data } = useQuery(read('GET /saved-filters', { query: { page } }));
  const kept = data?.items ?? [];
  const acts = useFilterActs(page, kept);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const current = present === '' ? undefined : kept.find(({ search }) => search === present);
  const apply = ({ search }: SavedFilter) => {
    setAnchor(null);
    void navigate({ to: '.', search: (before) => applyFilter(before, search, leftOut), resetScroll: false });
  };
  const opens = {
    'aria-haspopup': 'dialog',
    'aria-expanded': anchor !== null,
    onClick: (event: MouseEvent<HTMLButtonElement>) => setAnchor(event.currentTarget),
  } as const;
  return (
    <>
      {folded && current === undefined ? (
        <IconButton outlined label={t('filters.saved')} {...opens}>
          <Bookmark size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      ) : (
        <Button
          kind={current === undefined ? 'outline' : 'soft'}
          icon={<Bookmark size={16} aria-hidden />}
          style={{ flex: '0 1 auto', maxWidth: 240, minWidth: 0 }}
          {...opens}
        >
          <Text cut>{current?.name ?? t('filters.saved')}</Text>
        </Button>
      )}
      <Popover anchor={anchor} onClose={() => setAnchor(null)} label={t('filters.saved')} width={336}>
        <Stack gap={3} style={{ padding: 16 }}>
          <Text as="h2" id={titleId} kind="strong">
            {t('filters.saved')}
          </Text>
          {kept.length === 0 ? (
            <Text tone="text2">{t('filters.empty')}</Text>
          ) : (
            <Stack as="ul" gap={1} aria-labelledby={titleId} style={{ margin: '0 -8px', maxHeight: 320, overflowY: 'auto' }}>
              {kept.map((filter) => (
                <FilterLine
                  key={filter.id}
                  filter={filter}
                  present={present}
                  busy={acts.busy}
                  onApply={() => apply(filter)}
                  onOverwrite={() => acts.overwrite.mutate({ params: { id: filter.id }, body: { search: present } })}
                  onRemove={() => acts.remove(filter)}
                />
              ))}
            </Stack>
          )}
          {current === undefined && (
            <>
              <Line />
              {present === '' ? (
                <Text kind="small" tone="text2">
                  {t('filters.nothingOn')}
                </Text>
              ) : (
                <SaveForm page={page} present={present} kept={kept} acts={acts} />
              )}
            </>
          )}
        </Stack>
      </Popover>
    </>
  );
}
