-- The first schema. Singular tables, snake_case, SRID in the column type.
-- Every figure hangs on a dataset release, so that it can always say where it came from.

create extension if not exists postgis;

create table dataset (
  dataset_id text primary key,
  title text not null,
  publisher text not null,
  licence text not null,
  attribution text not null,
  address text,
  made_up boolean not null default false
);

create table dataset_release (
  release_id integer generated always as identity primary key,
  dataset_id text not null references dataset,
  reader text not null,
  period text,
  -- Two files of one dataset that stand side by side (postcode areas, table by table) differ in part.
  part text not null default '',
  vintage integer,
  file_name text not null,
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  file_bytes bigint not null,
  options jsonb not null default '{}',
  imported_at timestamptz not null default now(),
  imported_by text not null,
  rows_read bigint not null default 0,
  rows_kept bigint not null default 0,
  rows_rejected bigint not null default 0,
  notes jsonb not null default '[]',
  report jsonb not null default '{}',
  superseded_by integer references dataset_release,
  unique (dataset_id, part, file_sha256, options)
);
create index dataset_release_current on dataset_release (dataset_id) where superseded_by is null;

create table boundary_set (
  boundary_set_id integer generated always as identity primary key,
  area_type text not null,
  vintage integer not null,
  resolution text not null,
  release_id integer not null references dataset_release,
  area_count integer not null,
  -- Names the baked PMTiles archive: the same boundaries always have the same hash.
  tile_hash text,
  tile_min_zoom integer,
  tile_max_zoom integer,
  is_current boolean not null default true
);
create unique index boundary_set_current on boundary_set (area_type, vintage) where is_current;

create table area (
  area_id integer generated always as identity primary key,
  area_type text not null check (area_type in ('oa', 'lsoa', 'msoa', 'ward', 'lad', 'region', 'nation')),
  vintage integer not null,
  code text not null,
  name text not null,
  name_welsh text,
  -- What people call the place where the official name says little ("Ambleside, Seaborough").
  place_name text,
  geometry geometry(MultiPolygon, 27700),
  centroid geometry(Point, 27700),
  population_point geometry(Point, 27700),
  area_square_metres double precision,
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  boundary_set_id integer references boundary_set,
  made_up boolean not null default false,
  unique (area_type, vintage, code)
);
create index area_geometry on area using gist (geometry);
create index area_code on area (code);
create index area_name_prefix on area (lower(name) text_pattern_ops);

create table area_membership (
  child_type text not null,
  child_vintage integer not null,
  child_code text not null,
  parent_type text not null,
  parent_vintage integer not null,
  parent_code text not null,
  method text not null check (method in ('exact', 'best-fit', 'point-in-polygon')),
  share double precision not null default 1 check (share > 0 and share <= 1),
  release_id integer not null references dataset_release,
  primary key (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code)
);
create index area_membership_parent on area_membership
  (parent_type, parent_vintage, parent_code, child_type, child_vintage);

create table code_change (
  area_type text not null,
  from_vintage integer not null,
  from_code text not null,
  to_vintage integer not null,
  to_code text not null,
  -- U unchanged, S split, M merged, X complex, R recoded.
  change text not null check (change in ('U', 'S', 'M', 'X', 'R')),
  release_id integer not null references dataset_release,
  primary key (area_type, from_vintage, from_code, to_vintage, to_code)
);
create index code_change_to on code_change (area_type, to_vintage, to_code);

create table indicator (
  indicator_id text primary key,
  title text not null,
  description text not null,
  phrase text not null,
  theme text not null,
  unit text not null,
  direction text not null check (direction in ('higher-is-riskier', 'lower-is-riskier', 'neutral')),
  decimals integer not null,
  dataset_id text not null references dataset,
  denominator_title text,
  additive boolean not null default false,
  -- false where the catalogue does not describe it and it was made from a file's own header.
  is_catalogued boolean not null default true
);

-- The values of one indicator from one release on one area set: a value row needs to say only area and number.
create table indicator_series (
  series_id integer generated always as identity primary key,
  indicator_id text not null references indicator,
  release_id integer not null references dataset_release,
  area_type text not null,
  vintage integer not null,
  period text not null,
  -- Set where the values were brought over from another vintage.
  converted_from integer references indicator_series,
  is_current boolean not null default true,
  value_count integer not null default 0,
  missing_count integer not null default 0
);
create unique index indicator_series_current on indicator_series (indicator_id, area_type, vintage, period)
  where is_current;
create index indicator_series_release on indicator_series (release_id);

create table indicator_value (
  series_id integer not null references indicator_series on delete cascade,
  area_id integer not null references area,
  value double precision,
  numerator double precision,
  denominator double precision,
  missing_reason text,
  flag text not null default 'observed',
  primary key (series_id, area_id),
  check ((value is null) = (missing_reason is not null)),
  check (value is null or value between -1.7e308 and 1.7e308)
);
create index indicator_value_area on indicator_value (area_id);

create table postcode (
  release_id integer not null references dataset_release on delete cascade,
  -- Without spaces, capitals: what a search compares.
  postcode text not null,
  display text not null,
  point geometry(Point, 27700),
  oa_code text,
  lsoa_code text,
  msoa_code text,
  ward_code text,
  lad_code text,
  introduced text,
  terminated text,
  -- Code-Point Open positional quality, 10 best to 90 no coordinates.
  positional_quality integer,
  primary key (release_id, postcode)
);
create index postcode_prefix on postcode (postcode text_pattern_ops);
create index postcode_point on postcode using gist (point);

create table premises (
  release_id integer not null references dataset_release on delete cascade,
  uprn bigint not null,
  easting double precision not null,
  northing double precision not null,
  point geometry(Point, 27700) generated always as (ST_SetSRID(ST_MakePoint(easting, northing), 27700)) stored,
  postcode text,
  -- The LSOA, ward and authority whose polygon holds the point; null outside every loaded boundary.
  lsoa_id integer references area,
  ward_id integer references area,
  lad_id integer references area,
  primary key (release_id, uprn)
);
create index premises_point on premises using gist (point);
create index premises_lsoa on premises (lsoa_id);

-- BDUK's public reporting of each premises: is it gigabit now, will it be, by whom.
create table premises_plan (
  release_id integer not null references dataset_release on delete cascade,
  uprn bigint not null,
  postcode text,
  country text,
  lad_code text,
  is_recognised boolean,
  lot_id text,
  lot_name text,
  subsidy_status text,
  current_gigabit boolean,
  future_gigabit boolean,
  -- contract, vouchers, superfast and hubs columns, as published
  plan jsonb not null default '{}',
  primary key (release_id, uprn)
);

create table coverage (
  release_id integer not null references dataset_release on delete cascade,
  level text not null check (level in ('postcode', 'oa', 'lsoa', 'lad')),
  code text not null,
  vintage integer,
  is_residential boolean not null default false,
  -- 'published' as the publisher gives it, 'summed' rolled up from a lower level by adding premises.
  basis text not null default 'published' check (basis in ('published', 'summed')),
  premises double precision,
  matched_premises double precision,
  -- Number of premises, where published or summed; percent of premises (0-100) likewise.
  below_2_premises double precision, below_2_percent double precision,
  below_5_premises double precision, below_5_percent double precision,
  below_10_premises double precision, below_10_percent double precision,
  below_30_premises double precision, below_30_percent double precision,
  superfast_premises double precision, superfast_percent double precision,
  ultrafast_100_premises double precision, ultrafast_100_percent double precision,
  ultrafast_300_premises double precision, ultrafast_300_percent double precision,
  gigabit_premises double precision, gigabit_percent double precision,
  full_fibre_premises double precision, full_fibre_percent double precision,
  below_decent_premises double precision, below_decent_percent double precision,
  next_generation_premises double precision, next_generation_percent double precision,
  fixed_wireless_decent_premises double precision, fixed_wireless_decent_percent double precision,
  -- The exclusive speed bands, where the release has them.
  bands jsonb not null default '{}',
  primary key (release_id, level, code, is_residential)
);
create index coverage_code on coverage (code);

create table support_place (
  support_place_id integer generated always as identity primary key,
  release_id integer not null references dataset_release on delete cascade,
  kind text not null,
  name text not null,
  address text,
  postcode text,
  uprn bigint,
  point geometry(Point, 27700),
  -- How the point was found: 'published', 'uprn', 'postcode', or null where there is none.
  point_basis text,
  lad_code text,
  website text,
  email text,
  opening_hours jsonb not null default '{}',
  year_opened integer,
  year_closed integer,
  is_statutory boolean
);
create index support_place_point on support_place using gist (point);

create table profile_version (
  profile_hash text primary key,
  profile_id text not null,
  version text not null,
  definition jsonb not null,
  first_seen_at timestamptz not null default now()
);

create table score_run (
  run_id integer generated always as identity primary key,
  profile_hash text not null references profile_version,
  -- Hash of the series that went in: the same profile on the same data is the same run.
  data_hash text not null,
  base jsonb not null,
  area_type text not null,
  vintage integer not null,
  area_count integer not null,
  scored_count integer not null,
  -- Leaf order of every array in score, and the series each leaf read.
  indicator_ids text[] not null,
  component_ids text[] not null,
  series_ids integer[] not null,
  notes jsonb not null default '[]',
  computed_at timestamptz not null default now(),
  is_current boolean not null default true
);
create unique index score_run_once on score_run (profile_hash, data_hash, base);

create table score (
  run_id integer not null references score_run on delete cascade,
  area_id integer not null references area,
  score double precision,
  -- 1 is the greatest risk.
  rank double precision,
  percentile double precision,
  decile integer,
  inputs_present integer not null,
  missing_reason text,
  -- One array per stage, in the order of score_run.indicator_ids.
  raw double precision[] not null,
  treated double precision[] not null,
  normalised double precision[] not null,
  contribution double precision[] not null,
  -- In the order of score_run.component_ids.
  component double precision[] not null,
  primary key (run_id, area_id)
);
create index score_rank on score (run_id, rank);

-- Wards, MSOAs and authorities: built from the scores and the population of their LSOAs, never from averaged deciles.
create table score_summary (
  run_id integer not null references score_run on delete cascade,
  area_id integer not null references area,
  score double precision,
  rank double precision,
  percentile double precision,
  decile integer,
  population double precision not null,
  area_count integer not null,
  scored_count integer not null,
  -- Share (0-1) of the member LSOAs in the worst tenth.
  worst_tenth_share double precision,
  missing_reason text,
  component double precision[] not null,
  contribution double precision[] not null,
  primary key (run_id, area_id)
);
