import { Page } from '../ui/page.tsx';
export function FollowUpsPage() { return <Page title="FollowUpsPage">x</Page>; }
