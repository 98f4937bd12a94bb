import { Page } from '../ui/page.tsx';
export function StaffModule() { return <Page title="x">x</Page>; }
