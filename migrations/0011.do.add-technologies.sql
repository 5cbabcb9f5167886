-- The chance (0-1) that a technology reaches a premises, whatever the speed: by a next generation access network (fibre, cable
-- or fast copper), and with decent broadband by fixed wireless; null where no source says anything. Snapshots are made anew
-- with these when the next import or build runs.
alter table premises_estimate
  add column next_generation real,
  add column fixed_wireless real;
