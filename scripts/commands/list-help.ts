/** What `atlas list --help` says after its options. */
export const listHelp = `
Conditions (--where), on any column:
  COLUMN>=NUMBER  COLUMN<=NUMBER  COLUMN>NUMBER  COLUMN<NUMBER  COLUMN=VALUE
  COLUMN~TEXT      the text of the column contains this, whatever its case and accents
  COLUMN?missing   there is no figure       COLUMN?known   there is one
  An area of which a figure is not known fits no condition on it but ?missing. Put conditions in quotes: < and > are
  read by the shell otherwise.

Columns:
  code, name       always the first two      place            what people call it
  msoa, ward, lad, region, nation            names of larger areas; with -code (ward-code) their codes
  score            0 least to 100 most risk  rank             1 is the greatest risk
  rank-from, rank-to                         ends of the rank interval, where atlas uncertainty has worked it out
  decile           1 is the worst tenth      percentile       percent of other areas with less risk
  population       people                    inputs           indicators that the score rests on
  component:ID     parts of the score        indicator:ID     any loaded indicator of data/indicators.yaml
  In CSV, GeoJSON and GeoPackage they are called area_code, area_name, place_name, and the others as here with _ for
  every other sign (indicator_aged_75_plus). What is missing is empty (CSV, XLSX), null (GeoJSON) or NULL (GeoPackage).

Files (--output), by their ending; a file is written whole or not at all:
  .csv      UTF-8 with one row of headings   .xlsx     figures, and a sheet of notes: meaning, unit, source, licence
  .geojson  WGS84 with boundaries            .gpkg     British National Grid with boundaries and a spatial index
  Text that a spreadsheet would run as a formula gets an apostrophe in front (CSV and XLSX).

Exit codes: 0 done; 2 a mistake in an option, or no such profile, area or column; 3 the scores cannot be worked out;
5 the database cannot be reached; 1 anything else.

Examples:
  atlas list --type ward --within E08000009 --output wards.xlsx
  atlas list --where "decile<=1" --where "indicator:aged-75-plus>=12" --sort -population --output list.csv
  atlas list --type lad --columns all --output authorities.gpkg
`;
