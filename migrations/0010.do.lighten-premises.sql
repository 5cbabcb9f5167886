-- A country has 42 million properties, and each index, foreign key and generated column of their table is paid for by every
-- one of them: together they took nine tenths of the time of an import. What is left is the row and its primary key.
--
-- Places: premises in a box are found by the tile keys of the current snapshot (premises_estimate, since 0005), in which
-- every property with a point is; before the first snapshot, and between an import and its snapshot, by reading through.
-- The point is made of easting and northing where it is asked for.
alter table premises drop column point;
drop index premises_lsoa;

-- Areas: they are never deleted (another import of boundaries changes the rows of its codes and adds new ones), and the ids
-- are read in the transaction that writes them. Releases: they are superseded, not deleted; who deletes one by hand deletes
-- its premises as well.
alter table premises
  drop constraint premises_lsoa_id_fkey,
  drop constraint premises_ward_id_fkey,
  drop constraint premises_lad_id_fkey,
  drop constraint premises_release_id_fkey;
