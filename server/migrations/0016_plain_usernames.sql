-- A username is one account however it is typed: full-width letters, ligatures and the like are what they stand for.
-- The key is what they stand for, in small letters. Of usernames from before that stand for the same, the ones that are
-- not spelled plainly keep their own spelling as their key.

alter table users add column username_key text;

update users set username_key = case
  when username = normalize(username, nfkc) or not exists (
    select from users other
    where other.id <> users.id and lower(normalize(other.username, nfkc)) = lower(normalize(users.username, nfkc))
  ) then lower(normalize(username, nfkc))
  else lower(username)
end;

-- The rows there are have just been given theirs.
alter table users add constraint users_username_key_given check (username_key is not null) not valid;
create unique index users_username_key on users (username_key);

create function set_username_key() returns trigger language plpgsql as $$
begin
  -- One that stays as it is keeps the key it has.
  if tg_op = 'INSERT' or new.username is distinct from old.username then
    new.username_key := lower(normalize(new.username, nfkc));
  end if;
  return new;
end $$;

create trigger users_username_key before insert or update of username on users
  for each row execute function set_username_key();

-- The account that is meant by what somebody typed: the one spelled just so, else the one it stands for.
create function account_named(typed text) returns bigint language sql stable as $$
  select id from users where username_key in (lower(typed), lower(normalize(typed, nfkc)))
  order by username_key = lower(typed) desc limit 1
$$;
