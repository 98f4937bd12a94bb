import { readSettings, writeSettings } from '../../../contract/settings.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { changeSettings } from './change-settings.ts';
import { findSettings } from './settings.queries.ts';

export const settingsRoutes: readonly Route[] = [
  route(readSettings, ({ db }) => findSettings(db)),
  route(writeSettings, ({ tx, actor, body }) => changeSettings(tx, actor, body)),
];
