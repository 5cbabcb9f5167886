-- The premises of a snapshot in hexagons of one size on the screen, for the map further out than single premises. A cell
-- is that of core/geography/hexagon-grid.ts: row r, and q along it.
create table premises_hexagon (
  snapshot_id integer not null references coverage_snapshot on delete cascade,
  zoom smallint not null,
  r integer not null,
  q integer not null,
  -- All that BDUK does not exclude, as in premises_count.
  premises integer not null,
  -- What BDUK calls no premises; the two together are all properties of the cell.
  not_recognised integer not null,
  -- By class: the sum of (1 - chance) over premises whose chance is known, and how many there are of which it is not.
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
  primary key (snapshot_id, zoom, r, q)
);
