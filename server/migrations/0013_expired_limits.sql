-- Budgets whose time is over are looked for at each attempt to sign in.
create index rate_limits_expire on rate_limits (expire);
