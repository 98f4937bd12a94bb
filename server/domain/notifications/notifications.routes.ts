import { listNotifications, readBadges, readNotifications as readEndpoint } from '../../../contract/notifications.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { findNotifications, readBadgeCounts } from './notifications.queries.ts';
import { readNotifications } from './read-notifications.ts';

export const notificationsRoutes: readonly Route[] = [
  route(listNotifications, ({ db, viewer, query }) => findNotifications(db, viewer, query)),
  route(readEndpoint, ({ tx, actor, body }) => readNotifications(tx, actor, body)),
  route(readBadges, ({ db, viewer }) => readBadgeCounts(db, viewer)),
];
