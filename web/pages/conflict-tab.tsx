import { getRouteApi } from '@tanstack/react-router';
import { ConflictList } from './conflict-list.tsx';

const route = getRouteApi('/frame/$module');

/** Conflicts of the module. */
export function ConflictTab() {
  const { module } = route.useParams();
  return <ConflictList module={module} search={route.useSearch()} />;
}
