-- People, their sessions and invitations, answers kept for repeated requests, failed attempts, background jobs.

create table users (
  id bigint generated always as identity primary key,
  username text not null check (username <> '' and char_length(username) <= 60),
  name text not null check (name <> '' and char_length(name) <= 120),
  role text not null check (role in ('owner', 'admin', 'staff')),
  email text check (char_length(email) <= 254),
  -- Argon2id in PHC notation; null until the person has set a password by an invitation link.
  password_hash text,
  must_change_password boolean not null default false,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz
);
create unique index users_username on users (lower(username));
create index users_role on users (role) where active;

create table sessions (
  id bigint generated always as identity primary key,
  -- SHA-256 of the token in the cookie; the token itself is nowhere in the database.
  token_hash bytea not null constraint sessions_token unique check (octet_length(token_hash) = 32),
  user_id bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  -- The absolute end; a session that lies idle ends before it.
  expires_at timestamptz not null,
  address text,
  user_agent text
);
create index sessions_user on sessions (user_id);
create index sessions_expires on sessions (expires_at);

create table invitations (
  id bigint generated always as identity primary key,
  token_hash bytea not null constraint invitations_token unique check (octet_length(token_hash) = 32),
  user_id bigint not null references users (id) on delete cascade,
  created_by bigint references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
-- One link at a time: a new one replaces the one before.
create unique index invitations_open on invitations (user_id) where used_at is null;

-- Addresses a person has signed in from: they keep their own budget of failed attempts,
-- so that guessing from elsewhere cannot lock the person out.
create table sign_in_addresses (
  user_id bigint not null references users (id) on delete cascade,
  address text not null,
  last_used_at timestamptz not null default now(),
  primary key (user_id, address)
);

-- Budgets of failed attempts and of requests; the columns are those of rate-limiter-flexible.
create table rate_limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

-- Answers of mutating requests that carried an Idempotency-Key. The row is inserted at the start of the
-- request's transaction, so a twin waits for it; a failed request rolls it back.
create table idempotency_keys (
  user_id bigint not null references users (id) on delete cascade,
  key text not null check (key <> '' and char_length(key) <= 200),
  method text not null,
  path text not null,
  body_hash bytea not null check (octet_length(body_hash) = 32),
  status smallint,
  -- The JSON text of the answer as it was sent.
  answer text,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);

create table jobs (
  id bigint generated always as identity primary key,
  kind text not null check (kind <> ''),
  -- Null for work the program gave itself.
  user_id bigint references users (id),
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed')),
  -- Counts the runs: a run whose process was thought dead can no longer settle the job once another has begun.
  attempt integer not null default 0,
  rows_done bigint not null default 0 check (rows_done >= 0),
  rows_total bigint check (rows_total >= 0),
  input jsonb not null default '{}',
  result jsonb,
  -- {code, params}: put into words when it is read, in the reader's language.
  error jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((state in ('succeeded', 'failed')) = (finished_at is not null)),
  check ((state = 'failed') = (error is not null))
);
create index jobs_user on jobs (user_id, id);
create index jobs_unfinished on jobs (id) where state in ('queued', 'running');
