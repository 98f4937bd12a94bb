import { readSettings, writeSettings } from '../../../contract/settings.ts';
import { rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { changeSettings } from './change-settings.ts';
import { findSettings } from './settings.queries.ts';

export const settingsRoutes: readonly Route[] = [
  route(readSettings, ({ db }) => findSettings(db)),
  rereadRoute(
    writeSettings,
    async ({ tx, actor, body }) => void (await changeSettings(tx, actor, body)),
    ({ db }) => findSettings(db),
  ),
];
