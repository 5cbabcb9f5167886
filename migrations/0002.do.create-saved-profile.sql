-- Profiles that people made in the editor, every version of them. Those that come with the code are in data/profiles.
create table saved_profile (
  saved_profile_id integer generated always as identity primary key,
  profile_id text not null,
  version text not null,
  -- The whole profile, as data/profiles/*.yaml would have it.
  definition jsonb not null,
  saved_at timestamptz not null default now(),
  unique (profile_id, version)
);
