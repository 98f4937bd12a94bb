import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Search, Share2, Upload } from 'lucide-react';
import { type ComponentProps, lazy, Suspense, useState } from 'react';
import { DatabaseDetails } from '../features/databases/database-details.tsx';
import { ImportPanel, useAddFiles } from '../features/databases/import/import-panel.tsx';
import { AssignPanel } from '../features/records/assign/assign-panel.tsx';
import type { Invitation } from '../features/users/user-form-dialog.tsx';
import { InvalidBanner } from '../features/validation/invalid-banner.tsx';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { IconLink } from '../ui/icon-button.tsx';
import { Page } from '../ui/page.tsx';
import { PageDrop } from '../ui/page-drop.tsx';
import { Docked, DockedMain } from '../ui/side-panel.tsx';
import { Tab, Tabs } from '../ui/tabs.tsx';
import { width } from '../ui/theme.ts';
import { useMedia } from '../ui/use-media.ts';
import { ArchiveTab } from './archive-tab.tsx';
import { BatchTab } from './batch-tab.tsx';
import { DatabaseTab } from './database-tab.tsx';
import { InvalidTab } from './invalid-tab.tsx';

const ConflictTab = lazy(() => import('./conflict-tab.tsx').then((module) => ({ default: module.ConflictTab })));
const ProductDialog = lazy(() => import('../features/products/product-dialog.tsx').then((module) => ({ default: module.ProductDialog })));
const UserFormDialog = lazy(() => import('../features/users/user-form-dialog.tsx').then((module) => ({ default: module.UserFormDialog })));
const InvitationDialog = lazy(() =>
  import('../features/users/invitation-dialog.tsx').then((module) => ({ default: module.InvitationDialog })),
);

const route = getRouteApi('/frame/$module');

/** Databases with records left, for the panel's own choice, and the one that is chosen. */
function usePanelDatabases() {
  const { module } = route.useParams();
  const { database, panel, produk } = route.useSearch();
  const list = useQuery({
    ...read('GET /databases', { query: { module, productId: produk, available: true, pageSize: 200 } }),
    enabled: panel === 'bagikan',
  });
  const chosen = useQuery({
    ...read('GET /databases/:id', { params: { id: database ?? '' } }),
    enabled: panel === 'bagikan' && database !== undefined,
  });
  const databases = list.data !== undefined && 'counts' in list.data ? list.data.items : undefined;
  // A single one needs no choosing.
  const only = databases?.length === 1 ? databases[0] : undefined;
  return { databases, chosen: database === undefined ? only : chosen.data };
}

function ModulePanel({ invited }: { readonly invited: string | undefined }) {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { panel, database, produk } = route.useSearch();
  const setSearch = useSetSearch();
  const { databases, chosen } = usePanelDatabases();
  const close = () => setSearch({ panel: undefined, database: undefined });
  const assignFrom = (databaseId: string) => setSearch({ panel: 'bagikan', database: databaseId });
  if (panel === 'impor')
    return (
      <ImportPanel
        key={module}
        module={module}
        moduleName={t(`frame.${module}`)}
        productId={produk}
        onNewProduct={() => setSearch({ dialog: 'produk' })}
        onClose={close}
        onAssign={assignFrom}
      />
    );
  if (panel === 'bagikan') {
    return (
      <AssignPanel
        key={module}
        databases={databases}
        database={chosen}
        onDatabase={assignFrom}
        onInvite={() => setSearch({ dialog: 'staff' })}
        invited={invited}
        onImport={() => setSearch({ panel: 'impor', database: undefined })}
        onClose={close}
        onSeeBatches={() =>
          setSearch({ tab: 'batch', panel: undefined, database: undefined, q: undefined, sort: undefined, page: undefined })
        }
      />
    );
  }
  if (panel === 'rincian' && database !== undefined) return <DatabaseDetails key={database} databaseId={database} onClose={close} />;
  return null;
}

/** Files dropped anywhere on the page go to the import panel. */
function DropAnywhere() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk } = route.useSearch();
  const setSearch = useSetSearch();
  const add = useAddFiles(module, produk);
  return (
    <PageDrop
      title={t('importing.dropHere')}
      hint={t('importing.dropHereHint', { module: t(`frame.${module}`) })}
      onFiles={(files) => {
        add(files);
        setSearch({ panel: 'impor', database: undefined });
      }}
    />
  );
}

/** What a new program lacks, made without leaving the panel: a product, a staff member. */
function SetUpDialogs({ onInvited }: { readonly onInvited: (userId: string) => void }) {
  const { dialog } = route.useSearch();
  const setSearch = useSetSearch();
  const close = () => setSearch({ dialog: undefined }, true);
  const [invitation, setInvitation] = useState<Invitation>();
  return (
    <Suspense fallback={null}>
      {dialog === 'produk' && <ProductDialog onClose={close} />}
      {dialog === 'staff' && invitation === undefined && (
        <UserFormDialog
          onClose={close}
          onInvited={(made) => {
            setInvitation(made);
            onInvited(made.userId);
          }}
        />
      )}
      {invitation !== undefined && (
        <InvitationDialog
          invitation={invitation}
          onClose={() => {
            setInvitation(undefined);
            close();
          }}
        />
      )}
    </Suspense>
  );
}

/** Says no number before it is known. */
function ModuleTabs({ invalid }: { readonly invalid: number | undefined }) {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { tab, produk } = route.useSearch();
  const { data: conflicts } = useQuery(read('GET /conflicts', { query: { module, productId: produk, pageSize: 1 } }, 'total'));
  const link = { to: '/$module', params: { module } } as const;
  return (
    <Tabs label={t('databases.tabs')}>
      <Tab {...link} selected={tab === undefined}>
        {t('databases.tabDatabase')}
      </Tab>
      <Tab {...link} search={{ tab: 'batch' }} selected={tab === 'batch'}>
        {t('databases.tabBatch')}
      </Tab>
      <Tab {...link} search={{ tab: 'invalid' }} selected={tab === 'invalid'}>
        {invalid === undefined ? t('databases.invalidRecords') : t('databases.tabInvalid', { count: invalid })}
      </Tab>
      <Tab {...link} search={{ tab: 'arsip' }} selected={tab === 'arsip'}>
        {t('databases.tabArchive')}
      </Tab>
      <Tab {...link} search={{ tab: 'konflik' }} selected={tab === 'konflik'}>
        {conflicts === undefined ? t('conflicts.title') : t('conflicts.tab', { count: conflicts.total })}
      </Tab>
    </Tabs>
  );
}

function TabContent({ groups }: { readonly groups: ComponentProps<typeof InvalidTab>['groups'] }) {
  const { tab } = route.useSearch();
  if (tab === 'batch') return <BatchTab />;
  if (tab === 'arsip') return <ArchiveTab />;
  if (tab === 'konflik')
    return (
      <Suspense fallback={null}>
        <ConflictTab />
      </Suspense>
    );
  if (tab === 'invalid') return <InvalidTab groups={groups} />;
  return <DatabaseTab />;
}

function useSummary() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk } = route.useSearch();
  const { data } = useQuery(read('GET /databases', { query: { module, productId: produk, pageSize: 1 } }, 'total'));
  if (data === undefined || !('counts' in data)) return { summary: t('common.loading'), empty: false };
  return { summary: t('databases.summary', { count: data.total, records: data.counts.imported }), empty: data.counts.imported === 0 };
}

/** The admins' page of a module. */
export function AdminModule() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { panel, produk } = route.useSearch();
  const setSearch = useSetSearch();
  const { summary, empty } = useSummary();
  const [invited, setInvited] = useState<string>();
  const { data: invalid } = useQuery(read('GET /invalid-records', { query: { module, productId: produk } }));
  const narrow = useMedia(`(max-width: ${width.desk - 1}px)`);
  const records = { to: '/$module/record', params: { module } } as const;
  const actions = (
    <>
      {!narrow && !empty && (
        <ButtonLink size="large" icon={<Search size={17} aria-hidden />} {...records}>
          {t('databases.findMember')}
        </ButtonLink>
      )}
      <Button
        size="large"
        icon={<Upload size={17} aria-hidden />}
        kind={panel === 'impor' ? 'soft' : 'outline'}
        onClick={() => setSearch({ panel: 'impor', database: undefined })}
      >
        {t('databases.import')}
      </Button>
      <Button
        size="large"
        icon={<Share2 size={17} aria-hidden />}
        kind={panel === 'bagikan' ? 'soft' : panel === undefined && !empty ? 'primary' : 'outline'}
        onClick={() => setSearch({ panel: 'bagikan' })}
      >
        {t('databases.assign')}
      </Button>
    </>
  );
  return (
    <Docked>
      <DockedMain>
        <Page
          title={t(`frame.${module}`)}
          summary={summary}
          actions={actions}
          trailing={
            <IconLink label={t('databases.findMember')} {...records}>
              <Search size={20} aria-hidden />
            </IconLink>
          }
        >
          <InvalidBanner
            groups={invalid?.groups ?? []}
            total={invalid?.total ?? 0}
            see={
              <ButtonLink kind="quiet" to="/$module" params={{ module }} search={{ tab: 'invalid' }}>
                {t('validation.see')}
              </ButtonLink>
            }
            onReplace={() => setSearch({ tab: 'invalid', panel: 'ganti', database: undefined })}
          />
          <ModuleTabs invalid={invalid?.total} />
          <TabContent groups={invalid?.groups} />
        </Page>
      </DockedMain>
      <ModulePanel invited={invited} />
      <DropAnywhere />
      <SetUpDialogs onInvited={setInvited} />
    </Docked>
  );
}
