import { deactivateUser } from '../../../contract/users.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { deactivateStaff } from './deactivate-staff.ts';

export const offboardingRoutes: readonly Route[] = [
  route(deactivateUser, ({ tx, actor, params, body }) => deactivateStaff(tx, actor, params.id, body)),
];
