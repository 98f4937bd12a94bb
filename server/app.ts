import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { endpoints } from '../contract/endpoints.ts';
import packageJson from '../package.json' with { type: 'json' };
import { auditRoutes } from './domain/audit/audit.routes.ts';
import { databasesChores, databasesJobs } from './domain/databases/databases.jobs.ts';
import { databasesRoutes } from './domain/databases/databases.routes.ts';
import { filtersRoutes } from './domain/filters/filters.routes.ts';
import { LiveFeed } from './domain/live/live-feed.ts';
import { liveChores } from './domain/live/live.jobs.ts';
import { liveRoutes } from './domain/live/live.routes.ts';
import { notificationsChores } from './domain/notifications/notifications.jobs.ts';
import { notificationsRoutes } from './domain/notifications/notifications.routes.ts';
import { jobsTold } from './domain/notifications/tell-of-failed-import.ts';
import { offboardingRoutes } from './domain/offboarding/offboarding.routes.ts';
import { productsRoutes } from './domain/products/products.routes.ts';
import { reservationsChores } from './domain/reservations/reservations.jobs.ts';
import { recordsChores } from './domain/records/records.jobs.ts';
import { recordsRoutes } from './domain/records/records.routes.ts';
import { reservationsRoutes } from './domain/reservations/reservations.routes.ts';
import { settingsRoutes } from './domain/settings/settings.routes.ts';
import { templatesRoutes } from './domain/templates/templates.routes.ts';
import { authenticateBy } from './domain/users/authenticate-request.ts';
import { confirmCaller } from './domain/users/hold-authority.ts';
import { limitRequestsBy } from './domain/users/limit-requests.ts';
import { usersChores } from './domain/users/users.jobs.ts';
import { usersRoutes } from './domain/users/users.routes.ts';
import { validationRoutes } from './domain/validation/validation.routes.ts';
import { collectEarly } from './platform/collect-early.ts';
import type { Database } from './platform/db/database.ts';
import { newestMigration } from './platform/db/migrate.ts';
import { assertServed } from './platform/http/assert-served.ts';
import { createServer } from './platform/http/create-server.ts';
import { forgetExpired } from './platform/http/forget-expired.ts';
import { registerRoutes } from './platform/http/register-routes.ts';
import type { Route } from './platform/http/route.ts';
import { serveDocs } from './platform/http/serve-docs.ts';
import { serveProbes } from './platform/http/serve-probes.ts';
import { serveWeb } from './platform/http/serve-web.ts';
import type { TrustProxy } from './platform/http/trust-proxy.ts';
import { forgetJobs } from './platform/jobs/forget-jobs.ts';
import type { Chore, JobHandler } from './platform/jobs/job.ts';
import { jobsRoutes } from './platform/jobs/jobs.routes.ts';
import { startJobs } from './platform/jobs/start-jobs.ts';
import { connectSubscribers } from './subscriptions.ts';

/** Every route of the program that needs no state of its process, in the order of modules.ts. */
const routes: readonly Route[] = [
  ...jobsRoutes,
  ...auditRoutes,
  ...settingsRoutes,
  ...usersRoutes,
  ...filtersRoutes,
  ...productsRoutes,
  ...reservationsRoutes,
  ...recordsRoutes,
  ...databasesRoutes,
  ...validationRoutes,
  ...templatesRoutes,
  ...notificationsRoutes,
  ...offboardingRoutes,
];

/** Every kind of background job. */
const jobHandlers: readonly JobHandler[] = [...databasesJobs];

/** What comes round by itself. */
const usualChores: readonly Chore[] = [
  forgetExpired,
  forgetJobs(jobsTold),
  ...usersChores,
  ...recordsChores,
  ...reservationsChores,
  ...databasesChores,
  ...liveChores,
];

export interface AppOptions {
  readonly database: Database;
  readonly logger: FastifyBaseLogger;
  /** Works on queued jobs. Without it this process still queues them for others. */
  readonly jobs: boolean;
  /** Where the files of the program's own PostgreSQL lie, if it has one. */
  readonly dataFolder?: string | undefined;
  /** Where the built web app lies, if not beside the program. */
  readonly webFolder?: string;
  /** Scheme and host people reach the program by; without them links are paths. */
  readonly publicUrl?: string | undefined;
  /** Which proxies in front are believed about address, host and scheme; none where absent. */
  readonly trustProxy?: TrustProxy | undefined;
  /** Requests of one user in ten seconds, where it is not the usual. */
  readonly requestBudget?: number;
  /** Milliseconds after which a caller who takes nothing of a file has gone, where it is not the usual. */
  readonly stalledAfter?: number;
  /** Holds answers that the database wrote against the contract, as tests do. */
  readonly verifiesAnswers?: boolean;
}

/** The web app lies beside the bundle, or in dist/ when the sources run. */
function builtWeb(): string | undefined {
  const folders = ['./web', '../dist/web'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  return folders.find((folder) => existsSync(`${folder}/index.html`));
}

/** Puts the program together on an open, migrated database. Closing the instance stops its jobs; the database stays open. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  collectEarly();
  const { database, logger, publicUrl } = options;
  const feed = new LiveFeed(database, logger);
  const served = [...routes, ...liveRoutes(feed)];
  assertServed(endpoints, served);
  connectSubscribers();
  const app = await createServer({
    logger,
    trustProxy: options.trustProxy,
    ownOrigins: publicUrl === undefined ? [] : [publicUrl],
  });
  const authenticate = authenticateBy(database.db, (error) => logger.warn({ err: error }, 'The use of a session was not noted'));
  registerRoutes(app, served, {
    database,
    authenticate,
    confirmCaller,
    limitRequests: limitRequestsBy(database, options.requestBudget),
    publicUrl,
    stalledAfter: options.stalledAfter,
    verifiesAnswers: options.verifiesAnswers,
  });
  serveProbes(app, database.db, newestMigration());
  await serveDocs(app, endpoints, packageJson.version);
  await serveWeb(app, options.webFolder ?? builtWeb());
  const chores = [...usualChores, ...notificationsChores(options.dataFolder)];
  const stopJobs = await startJobs(database, { handlers: jobHandlers, chores, works: options.jobs, logger });
  let jobsStopped: Promise<void> | undefined;
  // Streams go on until somebody ends them, and closing waits for every answer; jobs end while it does.
  app.addHook('preClose', async () => {
    jobsStopped = stopJobs();
    // Looked at below: a failure in between is not one that nobody handles.
    jobsStopped.catch(() => undefined);
    await feed.close();
  });
  app.addHook('onClose', () => jobsStopped ?? stopJobs());
  return app;
}
