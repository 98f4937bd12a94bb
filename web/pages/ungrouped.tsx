import { Page } from '../ui/page.tsx';
export function UngroupedPage() { return <Page title="UngroupedPage">x</Page>; }
