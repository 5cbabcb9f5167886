-- Places of a snapshot where premises that cannot get a speed lie together (core/coverage/find-not-spots.ts), and those
-- that were there in the snapshot of the period before and are no more.
create table not_spot (
  snapshot_id integer not null references coverage_snapshot on delete cascade,
  speed_class text not null check (speed_class in ('decent', 'superfast', 'ultrafast-100', 'ultrafast-300', 'gigabit')),
  -- Counts those of a snapshot and class, from 0: what members are kept by, as the identifier may be given anew.
  number integer not null,
  -- The stable identifier: the same from one snapshot to the next (core/coverage/match-not-spots.ts).
  not_spot_id text not null check (not_spot_id ~ '^NS-[0-9A-HJKMNP-TV-Z]{6}$'),
  -- closed: there in the period before, and no more in this one; all that follows is as it was when last seen.
  status text not null check (status in ('new', 'persisting', 'closed')),
  -- It had closed before an earlier period, and is there again.
  is_reopened boolean not null default false,
  -- The period in which it was seen last: that of the snapshot, or of an earlier one where it is closed.
  seen_in text not null,
  -- [{"id", "premises"}]: the not-spots of the period before from which premises came; those that took its premises.
  came_from jsonb not null default '[]',
  went_into jsonb not null default '[]',
  -- Premises that were in no not-spot of the period before.
  joined integer not null default 0,
  is_merged boolean not null default false,
  is_split boolean not null default false,
  -- Jaccard index (0-1) with the one whose identifier it keeps; null where it is new.
  likeness double precision,
  -- Unserved premises: surely (chance 0) and likely; the sum of (1 - chance).
  premises integer not null,
  sure integer not null,
  likely integer not null,
  expected_unserved double precision not null,
  -- All premises within the outline.
  within_premises integer not null,
  within_served integer not null,
  within_unserved integer not null,
  within_unknown integer not null,
  -- The premises nearest to the middle of all of them; National Grid.
  centre_uprn bigint not null,
  easting double precision not null,
  northing double precision not null,
  -- To the nearest premises that is served or likely served; null where none is.
  distance_metres double precision,
  area_square_metres double precision not null,
  outline geometry(MultiPolygon, 27700) not null,
  -- {"counts": [{"code", "premises"}], "missing"}; areas by kind: lsoa, msoa, ward, lad.
  postcodes jsonb not null,
  areas jsonb not null,
  plans jsonb not null,
  primary key (snapshot_id, speed_class, number),
  -- At the end of each statement: identifiers may change places.
  unique (snapshot_id, speed_class, not_spot_id) deferrable initially immediate
);
create index not_spot_identifier on not_spot (not_spot_id);
create index not_spot_outline on not_spot using gist (outline);

-- The unserved premises of each not-spot; none of closed ones.
create table not_spot_member (
  snapshot_id integer not null,
  speed_class text not null,
  number integer not null,
  uprn bigint not null,
  primary key (snapshot_id, speed_class, number, uprn),
  foreign key (snapshot_id, speed_class, number) references not_spot on delete cascade
);
create index not_spot_member_uprn on not_spot_member (snapshot_id, uprn);
