import { Page } from '../ui/page.tsx';
export function ReservationsPage() { return <Page title="ReservationsPage">x</Page>; }
