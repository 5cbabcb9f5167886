-- Clusters and outliers of a profile's scores: the latest for each profile and base, so that a restart finds them again.
create table cluster_run (
  cluster_run_id integer generated always as identity primary key,
  profile_id text not null,
  profile_hash text not null,
  data_hash text not null,
  base jsonb not null,
  area_type text not null,
  vintage integer not null,
  -- Statistic, neighbours, permutations, seed, correction and level, in full.
  method jsonb not null,
  -- Names all that the figures hang on: method, areas, scores, groups and boundaries. Another question, another hash.
  question_hash text not null check (question_hash ~ '^[0-9a-f]{64}$'),
  computed_at timestamptz not null default now(),
  unique (profile_id, base)
);

-- Areas with a score.
create table area_cluster (
  cluster_run_id integer not null references cluster_run on delete cascade,
  area_id integer not null references area,
  kind text not null check (kind in
    ('high-high', 'low-low', 'high-low', 'low-high', 'not-significant', 'no-neighbours', 'too-few')),
  statistic double precision,
  -- Mean score of the areas that touch it.
  neighbours_score double precision,
  neighbours integer not null,
  p double precision,
  -- p corrected for the number of areas.
  q double precision,
  primary key (cluster_run_id, area_id)
);
