import { Page } from '../ui/page.tsx';
export function MyDataPage() { return <Page title="MyDataPage">x</Page>; }
