-- Where a directory puts each property: its postcode and its areas, by code (ONS UPRN Directory, National Statistics
-- UPRN Lookup). Codes of the vintages that the directory itself names.
create table premises_directory (
  release_id integer not null references dataset_release on delete cascade,
  uprn bigint not null,
  postcode text,
  oa_code text,
  lsoa_code text,
  msoa_code text,
  ward_code text,
  lad_code text,
  primary key (release_id, uprn)
);

-- How many premises of a postcode have gigabit is asked of each.
create index premises_plan_postcode on premises_plan (release_id, postcode);

-- The premises of one moment with the best estimate of what each can order: made from releases of points, plans and
-- coverage, and made anew when one of these changes. One for each period.
create table coverage_snapshot (
  snapshot_id integer generated always as identity primary key,
  -- Of the coverage, as '2026-01'; else of the plans.
  period text not null unique,
  is_current boolean not null default false,
  -- Names the releases, areas and rules that it was made from: the same hash, the same rows.
  input_hash text not null check (input_hash ~ '^[0-9a-f]{64}$'),
  -- Releases it was made from, by role: premises, directory, plan, postcode-coverage, output-area-coverage.
  inputs jsonb not null,
  -- Properties with a point.
  premises integer not null,
  -- What was met on the way, as the notes of an import.
  notes jsonb not null default '[]',
  built_at timestamptz not null default now()
);
create unique index coverage_snapshot_current on coverage_snapshot (is_current) where is_current;

create table premises_estimate (
  snapshot_id integer not null references coverage_snapshot on delete cascade,
  uprn bigint not null,
  easting double precision not null,
  northing double precision not null,
  -- Morton code of the tile of Web Mercator at zoom 22 that holds the point: what a map tile shows is one range of it.
  tile_key bigint not null,
  postcode text,
  -- Area ids without foreign keys: they were read in the same transaction, areas are never deleted, and looking each up took
  -- most of the time of a million rows (7 microseconds a key).
  oa_id integer,
  lsoa_id integer,
  msoa_id integer,
  ward_id integer,
  lad_id integer,
  -- false where BDUK says that it is no premises (a plot, a mast); null where BDUK says nothing.
  is_recognised boolean,
  plan_status text not null check (plan_status in
    ('available', 'contracted', 'voucher', 'expected', 'under-review', 'not-planned', 'unclear', 'unknown')),
  -- The chance (0-1) that the class can be ordered; null where no source says anything.
  decent real,
  superfast real,
  ultrafast_100 real,
  ultrafast_300 real,
  gigabit real,
  -- What each chance rests on, one letter for a class in the order above: p premises, c postcode, o output area, - nothing;
  -- a capital where two sources exclude each other.
  basis char(5) not null,
  -- Two sources exclude each other on any class.
  disagrees boolean not null,
  primary key (snapshot_id, uprn)
);
create index premises_estimate_tile on premises_estimate (snapshot_id, tile_key);
create index premises_estimate_postcode on premises_estimate (snapshot_id, postcode);
create index premises_estimate_lsoa on premises_estimate (snapshot_id, lsoa_id);
create index premises_estimate_ward on premises_estimate (snapshot_id, ward_id);
create index premises_estimate_lad on premises_estimate (snapshot_id, lad_id);

-- The premises of each area, counted: all that BDUK does not exclude.
create table premises_count (
  snapshot_id integer not null references coverage_snapshot on delete cascade,
  area_id integer not null references area,
  speed_class text not null check (speed_class in ('decent', 'superfast', 'ultrafast-100', 'ultrafast-300', 'gigabit')),
  premises integer not null,
  served integer not null,
  likely_served integer not null,
  likely_unserved integer not null,
  unserved integer not null,
  unknown integer not null,
  -- The sum of (1 - chance) over premises whose chance is known.
  expected_unserved double precision not null,
  disagreeing integer not null,
  primary key (snapshot_id, area_id, speed_class)
);
