-- What the migrations make, written by `npm run schema`. Do not edit.

create table area (
  area_id integer generated always as identity not null,
  area_type text not null,
  vintage integer not null,
  code text not null,
  name text not null,
  name_welsh text,
  place_name text,
  geometry geometry(MultiPolygon,27700),
  centroid geometry(Point,27700),
  population_point geometry(Point,27700),
  area_square_metres double precision,
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  boundary_set_id integer,
  made_up boolean default false not null,
  constraint area_area_type_check CHECK ((area_type = ANY (ARRAY['oa'::text, 'lsoa'::text, 'msoa'::text, 'ward'::text, 'lad'::text, 'region'::text, 'nation'::text]))),
  constraint area_boundary_set_id_fkey FOREIGN KEY (boundary_set_id) REFERENCES boundary_set(boundary_set_id),
  constraint area_pkey PRIMARY KEY (area_id),
  constraint area_area_type_vintage_code_key UNIQUE (area_type, vintage, code)
);
CREATE INDEX area_code ON public.area USING btree (code);
CREATE INDEX area_geometry ON public.area USING gist (geometry);
CREATE INDEX area_name_prefix ON public.area USING btree (lower(name) text_pattern_ops);

create table area_cluster (
  cluster_run_id integer not null,
  area_id integer not null,
  kind text not null,
  statistic double precision,
  neighbours_score double precision,
  neighbours integer not null,
  p double precision,
  q double precision,
  constraint area_cluster_kind_check CHECK ((kind = ANY (ARRAY['high-high'::text, 'low-low'::text, 'high-low'::text, 'low-high'::text, 'not-significant'::text, 'no-neighbours'::text, 'too-few'::text]))),
  constraint area_cluster_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id),
  constraint area_cluster_cluster_run_id_fkey FOREIGN KEY (cluster_run_id) REFERENCES cluster_run(cluster_run_id) ON DELETE CASCADE,
  constraint area_cluster_pkey PRIMARY KEY (cluster_run_id, area_id)
);

create table area_membership (
  child_type text not null,
  child_vintage integer not null,
  child_code text not null,
  parent_type text not null,
  parent_vintage integer not null,
  parent_code text not null,
  method text not null,
  share double precision default 1 not null,
  release_id integer not null,
  constraint area_membership_method_check CHECK ((method = ANY (ARRAY['exact'::text, 'best-fit'::text, 'point-in-polygon'::text]))),
  constraint area_membership_share_check CHECK (((share > (0)::double precision) AND (share <= (1)::double precision))),
  constraint area_membership_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id),
  constraint area_membership_pkey PRIMARY KEY (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code)
);
CREATE INDEX area_membership_parent ON public.area_membership USING btree (parent_type, parent_vintage, parent_code, child_type, child_vintage);

create table boundary_set (
  boundary_set_id integer generated always as identity not null,
  area_type text not null,
  vintage integer not null,
  resolution text not null,
  release_id integer not null,
  area_count integer not null,
  tile_hash text,
  tile_min_zoom integer,
  tile_max_zoom integer,
  is_current boolean default true not null,
  constraint boundary_set_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id),
  constraint boundary_set_pkey PRIMARY KEY (boundary_set_id)
);
CREATE UNIQUE INDEX boundary_set_current ON public.boundary_set USING btree (area_type, vintage) WHERE is_current;

create table cluster_run (
  cluster_run_id integer generated always as identity not null,
  profile_id text not null,
  profile_hash text not null,
  data_hash text not null,
  base jsonb not null,
  area_type text not null,
  vintage integer not null,
  method jsonb not null,
  question_hash text not null,
  computed_at timestamp with time zone default now() not null,
  constraint cluster_run_question_hash_check CHECK ((question_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint cluster_run_pkey PRIMARY KEY (cluster_run_id),
  constraint cluster_run_profile_id_base_key UNIQUE (profile_id, base)
);

create table code_change (
  area_type text not null,
  from_vintage integer not null,
  from_code text not null,
  to_vintage integer not null,
  to_code text not null,
  change text not null,
  release_id integer not null,
  constraint code_change_change_check CHECK ((change = ANY (ARRAY['U'::text, 'S'::text, 'M'::text, 'X'::text, 'R'::text]))),
  constraint code_change_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id),
  constraint code_change_pkey PRIMARY KEY (area_type, from_vintage, from_code, to_vintage, to_code)
);
CREATE INDEX code_change_to ON public.code_change USING btree (area_type, to_vintage, to_code);

create table coverage (
  release_id integer not null,
  level text not null,
  code text not null,
  vintage integer,
  is_residential boolean default false not null,
  basis text default 'published'::text not null,
  premises double precision,
  matched_premises double precision,
  below_2_premises double precision,
  below_2_percent double precision,
  below_5_premises double precision,
  below_5_percent double precision,
  below_10_premises double precision,
  below_10_percent double precision,
  below_30_premises double precision,
  below_30_percent double precision,
  superfast_premises double precision,
  superfast_percent double precision,
  ultrafast_100_premises double precision,
  ultrafast_100_percent double precision,
  ultrafast_300_premises double precision,
  ultrafast_300_percent double precision,
  gigabit_premises double precision,
  gigabit_percent double precision,
  full_fibre_premises double precision,
  full_fibre_percent double precision,
  below_decent_premises double precision,
  below_decent_percent double precision,
  next_generation_premises double precision,
  next_generation_percent double precision,
  fixed_wireless_decent_premises double precision,
  fixed_wireless_decent_percent double precision,
  bands jsonb default '{}'::jsonb not null,
  constraint coverage_basis_check CHECK ((basis = ANY (ARRAY['published'::text, 'summed'::text]))),
  constraint coverage_level_check CHECK ((level = ANY (ARRAY['postcode'::text, 'oa'::text, 'lsoa'::text, 'lad'::text]))),
  constraint coverage_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id) ON DELETE CASCADE,
  constraint coverage_pkey PRIMARY KEY (release_id, level, code, is_residential)
);
CREATE INDEX coverage_code ON public.coverage USING btree (code);

create table coverage_problem (
  coverage_problem_id integer generated always as identity not null,
  reference text not null,
  subject_kind text not null,
  subject_code text not null,
  reason text not null,
  speed_class text,
  download_mbps double precision,
  upload_mbps double precision,
  tested_on date,
  note text,
  note_is_public boolean default false not null,
  email text,
  state text default 'new'::text not null,
  revision integer default 0 not null,
  reported_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint coverage_problem_check CHECK (((NOT note_is_public) OR ((state = 'upheld'::text) AND (note IS NOT NULL)))),
  constraint coverage_problem_download_mbps_check CHECK (((download_mbps >= (0)::double precision) AND (download_mbps <= (10000)::double precision))),
  constraint coverage_problem_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
  constraint coverage_problem_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
  constraint coverage_problem_reason_check CHECK ((reason = ANY (ARRAY['cannot-order-speed'::text, 'told-no-service'::text, 'has-service'::text, 'planned-date-passed'::text, 'not-premises'::text, 'mobile-not-as-shown'::text, 'other'::text]))),
  constraint coverage_problem_reference_check CHECK ((reference ~ '^[0-9A-HJKMNP-TV-Z]{12}$'::text)),
  constraint coverage_problem_speed_class_check CHECK ((speed_class = ANY (ARRAY['decent'::text, 'superfast'::text, 'ultrafast-100'::text, 'ultrafast-300'::text, 'gigabit'::text]))),
  constraint coverage_problem_state_check CHECK ((state = ANY (ARRAY['new'::text, 'checking'::text, 'upheld'::text, 'rejected'::text]))),
  constraint coverage_problem_subject_code_check CHECK (((length(subject_code) >= 1) AND (length(subject_code) <= 12))),
  constraint coverage_problem_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['premises'::text, 'postcode'::text, 'area'::text]))),
  constraint coverage_problem_upload_mbps_check CHECK (((upload_mbps >= (0)::double precision) AND (upload_mbps <= (10000)::double precision))),
  constraint coverage_problem_pkey PRIMARY KEY (coverage_problem_id),
  constraint coverage_problem_reference_key UNIQUE (reference)
);
CREATE INDEX coverage_problem_reported ON public.coverage_problem USING btree (reported_at);
CREATE INDEX coverage_problem_state ON public.coverage_problem USING btree (state, coverage_problem_id);
CREATE INDEX coverage_problem_subject ON public.coverage_problem USING btree (subject_kind, subject_code);

create table coverage_problem_area (
  coverage_problem_id integer not null,
  area_code text not null,
  constraint coverage_problem_area_coverage_problem_id_fkey FOREIGN KEY (coverage_problem_id) REFERENCES coverage_problem(coverage_problem_id) ON DELETE CASCADE,
  constraint coverage_problem_area_pkey PRIMARY KEY (coverage_problem_id, area_code)
);
CREATE INDEX coverage_problem_area_code ON public.coverage_problem_area USING btree (area_code);

create table coverage_problem_move (
  coverage_problem_move_id integer generated always as identity not null,
  coverage_problem_id integer not null,
  from_state text not null,
  to_state text not null,
  comment text not null,
  moved_at timestamp with time zone not null,
  constraint coverage_problem_move_comment_check CHECK ((length(comment) <= 1000)),
  constraint coverage_problem_move_coverage_problem_id_fkey FOREIGN KEY (coverage_problem_id) REFERENCES coverage_problem(coverage_problem_id) ON DELETE CASCADE,
  constraint coverage_problem_move_pkey PRIMARY KEY (coverage_problem_move_id)
);
CREATE INDEX coverage_problem_move_problem ON public.coverage_problem_move USING btree (coverage_problem_id);

create table coverage_snapshot (
  snapshot_id integer generated always as identity not null,
  period text not null,
  is_current boolean default false not null,
  input_hash text not null,
  inputs jsonb not null,
  premises integer not null,
  notes jsonb default '[]'::jsonb not null,
  built_at timestamp with time zone default now() not null,
  constraint coverage_snapshot_input_hash_check CHECK ((input_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint coverage_snapshot_pkey PRIMARY KEY (snapshot_id),
  constraint coverage_snapshot_period_key UNIQUE (period)
);
CREATE UNIQUE INDEX coverage_snapshot_current ON public.coverage_snapshot USING btree (is_current) WHERE is_current;

create table dataset (
  dataset_id text not null,
  title text not null,
  publisher text not null,
  licence text not null,
  attribution text not null,
  address text,
  made_up boolean default false not null,
  constraint dataset_pkey PRIMARY KEY (dataset_id)
);

create table dataset_release (
  release_id integer generated always as identity not null,
  dataset_id text not null,
  reader text not null,
  period text,
  part text default ''::text not null,
  vintage integer,
  file_name text not null,
  file_sha256 text not null,
  file_bytes bigint not null,
  options jsonb default '{}'::jsonb not null,
  imported_at timestamp with time zone default now() not null,
  imported_by text not null,
  rows_read bigint default 0 not null,
  rows_kept bigint default 0 not null,
  rows_rejected bigint default 0 not null,
  notes jsonb default '[]'::jsonb not null,
  report jsonb default '{}'::jsonb not null,
  superseded_by integer,
  constraint dataset_release_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint dataset_release_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES dataset(dataset_id),
  constraint dataset_release_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES dataset_release(release_id),
  constraint dataset_release_pkey PRIMARY KEY (release_id),
  constraint dataset_release_dataset_id_part_file_sha256_options_key UNIQUE (dataset_id, part, file_sha256, options)
);
CREATE INDEX dataset_release_current ON public.dataset_release USING btree (dataset_id) WHERE (superseded_by IS NULL);

create table indicator (
  indicator_id text not null,
  title text not null,
  description text not null,
  phrase text not null,
  theme text not null,
  unit text not null,
  direction text not null,
  decimals integer not null,
  dataset_id text not null,
  denominator_title text,
  additive boolean default false not null,
  is_catalogued boolean default true not null,
  constraint indicator_direction_check CHECK ((direction = ANY (ARRAY['higher-is-riskier'::text, 'lower-is-riskier'::text, 'neutral'::text]))),
  constraint indicator_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES dataset(dataset_id),
  constraint indicator_pkey PRIMARY KEY (indicator_id)
);

create table indicator_series (
  series_id integer generated always as identity not null,
  indicator_id text not null,
  release_id integer not null,
  area_type text not null,
  vintage integer not null,
  period text not null,
  converted_from integer,
  is_current boolean default true not null,
  value_count integer default 0 not null,
  missing_count integer default 0 not null,
  constraint indicator_series_converted_from_fkey FOREIGN KEY (converted_from) REFERENCES indicator_series(series_id),
  constraint indicator_series_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES indicator(indicator_id),
  constraint indicator_series_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id),
  constraint indicator_series_pkey PRIMARY KEY (series_id)
);
CREATE UNIQUE INDEX indicator_series_current ON public.indicator_series USING btree (indicator_id, area_type, vintage, period) WHERE is_current;
CREATE INDEX indicator_series_release ON public.indicator_series USING btree (release_id);

create table indicator_value (
  series_id integer not null,
  area_id integer not null,
  value double precision,
  numerator double precision,
  denominator double precision,
  missing_reason text,
  flag text default 'observed'::text not null,
  constraint indicator_value_check CHECK (((value IS NULL) = (missing_reason IS NOT NULL))),
  constraint indicator_value_value_check CHECK (((value IS NULL) OR ((value >= ('-170000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric)::double precision) AND (value <= ('170000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric)::double precision)))),
  constraint indicator_value_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id),
  constraint indicator_value_series_id_fkey FOREIGN KEY (series_id) REFERENCES indicator_series(series_id) ON DELETE CASCADE,
  constraint indicator_value_pkey PRIMARY KEY (series_id, area_id)
);
CREATE INDEX indicator_value_area ON public.indicator_value USING btree (area_id);

create table mobile_coverage (
  release_id integer not null,
  code text not null,
  vintage integer,
  name text,
  premises double precision,
  shares jsonb not null,
  constraint mobile_coverage_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id) ON DELETE CASCADE,
  constraint mobile_coverage_pkey PRIMARY KEY (release_id, code)
);

create table not_spot (
  snapshot_id integer not null,
  speed_class text not null,
  number integer not null,
  not_spot_id text not null,
  status text not null,
  is_reopened boolean default false not null,
  seen_in text not null,
  came_from jsonb default '[]'::jsonb not null,
  went_into jsonb default '[]'::jsonb not null,
  joined integer default 0 not null,
  is_merged boolean default false not null,
  is_split boolean default false not null,
  likeness double precision,
  premises integer not null,
  sure integer not null,
  likely integer not null,
  expected_unserved double precision not null,
  within_premises integer not null,
  within_served integer not null,
  within_unserved integer not null,
  within_unknown integer not null,
  centre_uprn bigint not null,
  easting double precision not null,
  northing double precision not null,
  distance_metres double precision,
  area_square_metres double precision not null,
  outline geometry(MultiPolygon,27700) not null,
  postcodes jsonb not null,
  areas jsonb not null,
  plans jsonb not null,
  constraint not_spot_not_spot_id_check CHECK ((not_spot_id ~ '^NS-[0-9A-HJKMNP-TV-Z]{6}$'::text)),
  constraint not_spot_speed_class_check CHECK ((speed_class = ANY (ARRAY['decent'::text, 'superfast'::text, 'ultrafast-100'::text, 'ultrafast-300'::text, 'gigabit'::text]))),
  constraint not_spot_status_check CHECK ((status = ANY (ARRAY['new'::text, 'persisting'::text, 'closed'::text]))),
  constraint not_spot_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES coverage_snapshot(snapshot_id) ON DELETE CASCADE,
  constraint not_spot_pkey PRIMARY KEY (snapshot_id, speed_class, number),
  constraint not_spot_snapshot_id_speed_class_not_spot_id_key UNIQUE (snapshot_id, speed_class, not_spot_id) DEFERRABLE
);
CREATE INDEX not_spot_identifier ON public.not_spot USING btree (not_spot_id);
CREATE INDEX not_spot_outline ON public.not_spot USING gist (outline);

create table not_spot_member (
  snapshot_id integer not null,
  speed_class text not null,
  number integer not null,
  uprn bigint not null,
  constraint not_spot_member_snapshot_id_speed_class_number_fkey FOREIGN KEY (snapshot_id, speed_class, number) REFERENCES not_spot(snapshot_id, speed_class, number) ON DELETE CASCADE,
  constraint not_spot_member_pkey PRIMARY KEY (snapshot_id, speed_class, number, uprn)
);
CREATE INDEX not_spot_member_uprn ON public.not_spot_member USING btree (snapshot_id, uprn);

create table postcode (
  release_id integer not null,
  postcode text not null,
  display text not null,
  point geometry(Point,27700),
  oa_code text,
  lsoa_code text,
  msoa_code text,
  ward_code text,
  lad_code text,
  introduced text,
  terminated text,
  positional_quality integer,
  constraint postcode_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id) ON DELETE CASCADE,
  constraint postcode_pkey PRIMARY KEY (release_id, postcode)
);
CREATE INDEX postcode_point ON public.postcode USING gist (point);
CREATE INDEX postcode_prefix ON public.postcode USING btree (postcode text_pattern_ops);

create table premises (
  release_id integer not null,
  uprn bigint not null,
  easting double precision not null,
  northing double precision not null,
  postcode text,
  lsoa_id integer,
  ward_id integer,
  lad_id integer,
  constraint premises_pkey PRIMARY KEY (release_id, uprn)
);

create table premises_count (
  snapshot_id integer not null,
  area_id integer not null,
  speed_class text not null,
  premises integer not null,
  served integer not null,
  likely_served integer not null,
  likely_unserved integer not null,
  unserved integer not null,
  unknown integer not null,
  expected_unserved double precision not null,
  disagreeing integer not null,
  constraint premises_count_speed_class_check CHECK ((speed_class = ANY (ARRAY['decent'::text, 'superfast'::text, 'ultrafast-100'::text, 'ultrafast-300'::text, 'gigabit'::text]))),
  constraint premises_count_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id),
  constraint premises_count_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES coverage_snapshot(snapshot_id) ON DELETE CASCADE,
  constraint premises_count_pkey PRIMARY KEY (snapshot_id, area_id, speed_class)
);

create table premises_directory (
  release_id integer not null,
  uprn bigint not null,
  postcode text,
  oa_code text,
  lsoa_code text,
  msoa_code text,
  ward_code text,
  lad_code text,
  constraint premises_directory_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id) ON DELETE CASCADE,
  constraint premises_directory_pkey PRIMARY KEY (release_id, uprn)
);

create table premises_estimate (
  snapshot_id integer not null,
  uprn bigint not null,
  easting double precision not null,
  northing double precision not null,
  tile_key bigint not null,
  postcode text,
  oa_id integer,
  lsoa_id integer,
  msoa_id integer,
  ward_id integer,
  lad_id integer,
  is_recognised boolean,
  plan_status text not null,
  decent real,
  superfast real,
  ultrafast_100 real,
  ultrafast_300 real,
  gigabit real,
  basis character(5) not null,
  disagrees boolean not null,
  next_generation real,
  fixed_wireless real,
  constraint premises_estimate_plan_status_check CHECK ((plan_status = ANY (ARRAY['available'::text, 'contracted'::text, 'voucher'::text, 'expected'::text, 'under-review'::text, 'not-planned'::text, 'unclear'::text, 'unknown'::text]))),
  constraint premises_estimate_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES coverage_snapshot(snapshot_id) ON DELETE CASCADE,
  constraint premises_estimate_pkey PRIMARY KEY (snapshot_id, uprn)
);
CREATE INDEX premises_estimate_lad ON public.premises_estimate USING btree (snapshot_id, lad_id);
CREATE INDEX premises_estimate_lsoa ON public.premises_estimate USING btree (snapshot_id, lsoa_id);
CREATE INDEX premises_estimate_postcode ON public.premises_estimate USING btree (snapshot_id, postcode);
CREATE INDEX premises_estimate_tile ON public.premises_estimate USING btree (snapshot_id, tile_key);
CREATE INDEX premises_estimate_ward ON public.premises_estimate USING btree (snapshot_id, ward_id);

create table premises_hexagon (
  snapshot_id integer not null,
  zoom smallint not null,
  r integer not null,
  q integer not null,
  premises integer not null,
  not_recognised integer not null,
  decent_unserved double precision not null,
  superfast_unserved double precision not null,
  ultrafast_100_unserved double precision not null,
  ultrafast_300_unserved double precision not null,
  gigabit_unserved double precision not null,
  decent_unknown integer not null,
  superfast_unknown integer not null,
  ultrafast_100_unknown integer not null,
  ultrafast_300_unknown integer not null,
  gigabit_unknown integer not null,
  constraint premises_hexagon_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES coverage_snapshot(snapshot_id) ON DELETE CASCADE,
  constraint premises_hexagon_pkey PRIMARY KEY (snapshot_id, zoom, r, q)
);

create table premises_plan (
  release_id integer not null,
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
  plan jsonb default '{}'::jsonb not null,
  constraint premises_plan_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id) ON DELETE CASCADE,
  constraint premises_plan_pkey PRIMARY KEY (release_id, uprn)
);
CREATE INDEX premises_plan_postcode ON public.premises_plan USING btree (release_id, postcode);

create table profile_version (
  profile_hash text not null,
  profile_id text not null,
  version text not null,
  definition jsonb not null,
  first_seen_at timestamp with time zone default now() not null,
  constraint profile_version_pkey PRIMARY KEY (profile_hash)
);

create table rank_interval (
  run_id integer not null,
  area_id integer not null,
  draws integer not null,
  rank_median double precision not null,
  rank_q5 double precision not null,
  rank_q95 double precision not null,
  worst_tenth_share double precision not null,
  constraint rank_interval_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id),
  constraint rank_interval_run_id_fkey FOREIGN KEY (run_id) REFERENCES uncertainty_run(run_id) ON DELETE CASCADE,
  constraint rank_interval_pkey PRIMARY KEY (run_id, area_id)
);

create table saved_profile (
  saved_profile_id integer generated always as identity not null,
  profile_id text not null,
  version text not null,
  definition jsonb not null,
  saved_at timestamp with time zone default now() not null,
  constraint saved_profile_pkey PRIMARY KEY (saved_profile_id),
  constraint saved_profile_profile_id_version_key UNIQUE (profile_id, version)
);

create table schema_version (
  version bigint not null,
  name text,
  md5 text,
  run_at timestamp with time zone,
  constraint schema_version_pkey PRIMARY KEY (version)
);

create table score (
  run_id integer not null,
  area_id integer not null,
  score double precision,
  rank double precision,
  percentile double precision,
  decile integer,
  inputs_present integer not null,
  missing_reason text,
  raw double precision[] not null,
  treated double precision[] not null,
  normalised double precision[] not null,
  contribution double precision[] not null,
  component double precision[] not null,
  constraint score_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id),
  constraint score_run_id_fkey FOREIGN KEY (run_id) REFERENCES score_run(run_id) ON DELETE CASCADE,
  constraint score_pkey PRIMARY KEY (run_id, area_id)
);
CREATE INDEX score_rank ON public.score USING btree (run_id, rank);

create table score_run (
  run_id integer generated always as identity not null,
  profile_hash text not null,
  data_hash text not null,
  base jsonb not null,
  area_type text not null,
  vintage integer not null,
  area_count integer not null,
  scored_count integer not null,
  indicator_ids text[] not null,
  component_ids text[] not null,
  series_ids integer[] not null,
  notes jsonb default '[]'::jsonb not null,
  computed_at timestamp with time zone default now() not null,
  is_current boolean default true not null,
  constraint score_run_profile_hash_fkey FOREIGN KEY (profile_hash) REFERENCES profile_version(profile_hash),
  constraint score_run_pkey PRIMARY KEY (run_id)
);
CREATE UNIQUE INDEX score_run_once ON public.score_run USING btree (profile_hash, data_hash, base);

create table score_summary (
  run_id integer not null,
  area_id integer not null,
  score double precision,
  rank double precision,
  percentile double precision,
  decile integer,
  population double precision not null,
  area_count integer not null,
  scored_count integer not null,
  worst_tenth_share double precision,
  missing_reason text,
  component double precision[] not null,
  contribution double precision[] not null,
  constraint score_summary_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(area_id),
  constraint score_summary_run_id_fkey FOREIGN KEY (run_id) REFERENCES score_run(run_id) ON DELETE CASCADE,
  constraint score_summary_pkey PRIMARY KEY (run_id, area_id)
);

create table support_place (
  support_place_id integer generated always as identity not null,
  release_id integer not null,
  kind text not null,
  name text not null,
  address text,
  postcode text,
  uprn bigint,
  point geometry(Point,27700),
  point_basis text,
  lad_code text,
  website text,
  email text,
  opening_hours jsonb default '{}'::jsonb not null,
  year_opened integer,
  year_closed integer,
  is_statutory boolean,
  constraint support_place_release_id_fkey FOREIGN KEY (release_id) REFERENCES dataset_release(release_id) ON DELETE CASCADE,
  constraint support_place_pkey PRIMARY KEY (support_place_id)
);
CREATE INDEX support_place_point ON public.support_place USING gist (point);

create table uncertainty_run (
  run_id integer not null,
  draws integer not null,
  seed bigint not null,
  assumptions jsonb not null,
  computed_at timestamp with time zone default now() not null,
  constraint uncertainty_run_run_id_fkey FOREIGN KEY (run_id) REFERENCES score_run(run_id) ON DELETE CASCADE,
  constraint uncertainty_run_pkey PRIMARY KEY (run_id)
);
