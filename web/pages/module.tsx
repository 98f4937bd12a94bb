import { lazy, Suspense } from 'react';
import { isAdmin, useSession } from '../lib/session.ts';
import { Skeleton } from '../ui/skeleton.tsx';

// Staff and admins see different pages at one address; neither loads the other's.
const AdminModule = lazy(() => import('./module-admin.tsx').then((module) => ({ default: module.AdminModule })));
const StaffModule = lazy(() => import('./module-staff.tsx').then((module) => ({ default: module.StaffModule })));

/** A module: databases and their work for admins, the own cards for staff. */
export function ModulePage() {
  const user = useSession();
  return (
    <Suspense fallback={<Skeleton style={{ height: 320, margin: 24 }} />}>{isAdmin(user) ? <AdminModule /> : <StaffModule />}</Suspense>
  );
}
