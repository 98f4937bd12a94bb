import { readJob } from '../../../contract/jobs.ts';
import { type Route, route } from '../http/route.ts';
import { findJob } from './find-job.ts';

export const jobsRoutes: readonly Route[] = [route(readJob, ({ db, viewer, params }) => findJob(db, viewer, params.id))];
