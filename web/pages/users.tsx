import { Page } from '../ui/page.tsx';
export function UsersPage() { return <Page title="UsersPage">x</Page>; }
