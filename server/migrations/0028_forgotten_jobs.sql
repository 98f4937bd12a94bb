-- Jobs that ended long ago are forgotten by the clock, unless a notification speaks of them.
create index jobs_finished on jobs (finished_at) where finished_at is not null;
create index notifications_job on notifications (job_id) where job_id is not null;
