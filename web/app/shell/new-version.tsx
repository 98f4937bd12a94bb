import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { VersionBar } from '../../ui/navigation.tsx';

const every = 5 * 60_000;

/** The entry script that an index page names: another one means another version. */
const entryOf = (page: string) => /assets\/index-[\w-]+\.js/.exec(page)?.[0];

/** Says quietly that a newer version is served; it never reloads under someone's hands. */
export function NewVersion() {
  const { t } = useTexts();
  const { data } = useQuery({
    queryKey: ['version served'],
    queryFn: async ({ signal }) => entryOf(await (await fetch('/', { cache: 'no-cache', signal })).text()) ?? null,
    // The page has only just come: what it names is what runs.
    initialData: null,
    refetchInterval: every,
    staleTime: every,
    retry: false,
  });
  const running = document.querySelector<HTMLScriptElement>('script[type="module"]')?.src;
  if (data === undefined || data === null || running === undefined || running.endsWith(data)) return null;
  return (
    <VersionBar role="status">
      <span>
        <b>{t('problem.newVersion')}.</b> {t('problem.newVersionHint')}
      </span>
      <Button size="small" onClick={() => location.reload()}>
        {t('common.reload')}
      </Button>
    </VersionBar>
  );
}
