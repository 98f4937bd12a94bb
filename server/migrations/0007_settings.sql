-- The business's own settings, the filters people keep, the messages they send, and when a session is over.

create table settings (
  -- One row: there is one business.
  one boolean primary key default true check (one),
  business_name text check (business_name <> '' and char_length(business_name) <= 80),
  -- An IANA name: it decides which calendar day it is.
  time_zone text not null default 'Asia/Jakarta' check (time_zone <> '' and char_length(time_zone) <= 60),
  session_idle_hours integer not null default 24 check (session_idle_hours between 1 and 720),
  session_days integer not null default 14 check (session_days between 1 and 90),
  assign_order text not null default 'random' check (assign_order in ('random', 'file')),
  check (session_idle_hours <= session_days * 24)
);
insert into settings default values;

create function business_zone() returns text language sql stable as $$
  select time_zone from settings
$$;

-- The business's calendar day of a moment.
create function business_day(moment timestamptz) returns date language sql stable as $$
  select (moment at time zone business_zone())::date
$$;

-- The moment at which a business's calendar day begins.
create function business_day_start(day date) returns timestamptz language sql stable as $$
  select day::timestamp at time zone business_zone()
$$;

create or replace function business_today() returns date language sql stable as $$
  select business_day(now())
$$;

-- Sessions that are not over. Shorter limits hold at once, for the sessions there are too.
create view open_sessions as
  select session.id, session.token_hash, session.user_id, session.created_at, session.last_seen_at, session.address, session.user_agent,
    least(
      session.expires_at,
      session.created_at + make_interval(days => settings.session_days),
      session.last_seen_at + make_interval(hours => settings.session_idle_hours)
    ) as ends_at
  from sessions session cross join settings
  where session.expires_at > now()
    and session.created_at > now() - make_interval(days => settings.session_days)
    and session.last_seen_at > now() - make_interval(hours => settings.session_idle_hours);

create table saved_filters (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id) on delete cascade,
  -- The page it belongs to, as the web app calls it.
  page text not null check (page <> '' and char_length(page) <= 60),
  name text not null check (name <> '' and char_length(name) <= 80),
  -- The search part of the page's address, without the question mark.
  search text not null check (char_length(search) <= 2000),
  created_at timestamptz not null default now()
);
create unique index saved_filters_name on saved_filters (user_id, page, lower(name));

create table message_templates (
  id bigint generated always as identity primary key,
  label text not null check (label <> '' and char_length(label) <= 120),
  text text not null check (text <> '' and char_length(text) <= 2000),
  active boolean not null default true,
  -- Where it stands in the list, from 1.
  place integer not null check (place > 0)
);
create unique index message_templates_label on message_templates (lower(label));
insert into message_templates (label, text, place) values
  ('Sapaan pertama', 'Halo Kak {nama}, perkenalkan saya {staff} dari {produk}. Ada promo menarik untuk akun {customerId} minggu ini. Boleh saya jelaskan sebentar?', 1),
  ('Tindak lanjut', 'Halo Kak {nama}, saya {staff} dari {produk}. Menyambung obrolan kita kemarin, apakah ada yang bisa saya bantu untuk akun {customerId}?', 2);
