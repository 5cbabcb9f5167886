-- How far the ranks of a scored profile can be trusted: the last Monte Carlo analysis of each stored run.
create table uncertainty_run (
  run_id integer primary key references score_run (run_id) on delete cascade,
  draws integer not null,
  seed bigint not null,
  -- What was varied, in full.
  assumptions jsonb not null,
  computed_at timestamptz not null default now()
);

create table rank_interval (
  run_id integer not null references uncertainty_run (run_id) on delete cascade,
  area_id integer not null references area (area_id),
  -- How many of the draws gave the area a rank; the figures are over them.
  draws integer not null,
  rank_median double precision not null,
  rank_q5 double precision not null,
  rank_q95 double precision not null,
  -- 0 to 1.
  worst_tenth_share double precision not null,
  primary key (run_id, area_id)
);
