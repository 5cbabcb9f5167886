-- Mobile coverage by local authority as Ofcom publishes it: it has nothing finer.
create table mobile_coverage (
  release_id integer not null references dataset_release on delete cascade,
  code text not null,
  vintage integer,
  name text,
  -- Residential and commercial premises of the authority, where the file says how many.
  premises double precision,
  -- For each technology and place ("4g premises-indoor") the percent (0-100) of it that exactly 0, 1, 2 ... operators
  -- reach; null where the file has no figure (no motorway).
  shares jsonb not null,
  primary key (release_id, code)
);
