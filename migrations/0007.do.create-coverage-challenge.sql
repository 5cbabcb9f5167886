-- What people report as wrong about coverage, and what officers found. Evidence of its own: it changes no source.
-- No account, no address of a connection; an e-mail address only while it is needed (core/coverage/keeping-times.ts).
create table coverage_problem (
  coverage_problem_id integer generated always as identity primary key,
  -- Twelve letters and digits of Crockford's base 32, from random bits: who knows it may look the report up.
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  subject_kind text not null check (subject_kind in ('premises', 'postcode', 'area')),
  -- A UPRN in digits, a postcode without its space, or the code of an area.
  subject_code text not null check (length(subject_code) between 1 and 12),
  reason text not null check (reason in
    ('cannot-order-speed', 'told-no-service', 'has-service', 'planned-date-passed', 'not-premises',
     'mobile-not-as-shown', 'other')),
  speed_class text check (speed_class in
    ('decent', 'superfast', 'ultrafast-100', 'ultrafast-300', 'gigabit')),
  -- Mbit/s of a speed test.
  download_mbps double precision check (download_mbps between 0 and 10000),
  upload_mbps double precision check (upload_mbps between 0 and 10000),
  tested_on date,
  note text check (length(note) between 1 and 1000),
  -- An officer read it and found nothing personal in it.
  note_is_public boolean not null default false,
  email text check (length(email) between 3 and 254),
  state text not null default 'new' check (state in ('new', 'checking', 'upheld', 'rejected')),
  -- How often it was moved: an officer who read an older one is told so.
  revision integer not null default 0,
  reported_at timestamptz not null,
  changed_at timestamptz not null,
  check (not note_is_public or (state = 'upheld' and note is not null))
);
create index coverage_problem_state on coverage_problem (state, coverage_problem_id);
create index coverage_problem_subject on coverage_problem (subject_kind, subject_code);
create index coverage_problem_reported on coverage_problem (reported_at);

-- The areas that it lay in when it was reported, itself included: releases and boundaries may change later.
create table coverage_problem_area (
  coverage_problem_id integer not null references coverage_problem on delete cascade,
  area_code text not null,
  primary key (coverage_problem_id, area_code)
);
create index coverage_problem_area_code on coverage_problem_area (area_code);

-- Every move from state to state, with the officer's comment, which is never public.
create table coverage_problem_move (
  coverage_problem_move_id integer generated always as identity primary key,
  coverage_problem_id integer not null references coverage_problem on delete cascade,
  from_state text not null,
  to_state text not null,
  comment text not null check (length(comment) <= 1000),
  moved_at timestamptz not null
);
create index coverage_problem_move_problem on coverage_problem_move (coverage_problem_id);
