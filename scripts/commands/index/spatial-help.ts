import { missingMarks } from '../../../server/sources/spatial/area-fields.ts';
import { columnLines } from '../../text-table.ts';
import { localColumns } from './spatial-output.ts';

const columns = columnLines(localColumns);

/** What --help says beyond the options. */
export const spatialHelp = `
Data
  Every feature is an area: Polygon or MultiPolygon for queen and rook; Point, or the centre of mass of polygons, for knn
  and distance (--x-field and --y-field give other points). Coordinates may be of any system; a "crs" member is heeded, else
  numbers that fit are taken for longitude and latitude (RFC 7946). Distances are then metres along a great circle of the
  mean sphere; in a plane they are in its own unit. Limits may be written 500m or 1.5km.
  Numbers may be text (12.5, "1,234.5", "12%"). No value: null, an absent property, and (whatever their case)
  ${missingMarks.filter((mark) => mark !== '').join(' ')} and nothing at all. Anything else is an error that names the feature.
  Areas without a value are taken out of the neighbour lists, and the weights of the rest are worked out anew.

Neighbours
  queen            a corner in common       rook   an edge in common (two successive corners)
  knn:K            the K nearest, ties to the area that comes first in the file; one-way unless --symmetrise
  distance:LOW,HIGH  further than LOW and not further than HIGH
  file:PATH        a GAL file, or a GWT or KWT file (by its ending)
  Corners must be equal to the last digit, or closer than --snap. Areas drawn or simplified apart from each other share
  no corners: try --snap, or knn.

Statistics
  moran                  near -1/(n-1) by chance, above where like stands by like
  geary                  1 by chance, below where like stands by like: --alternative less looks for likeness
  getis-ord              above chance where high values stand together; wants --style B and values of 0 or more
  local-moran            clusters and outliers; local-g, local-g-star: hot and cold spots (without and with the area)
  local-geary            likeness of neighbours by squared differences; p by permutations only
  bivariate-local-moran  own value of --field against the neighbours' --second-field
  --alternative is said of the statistic itself. All p are two-sided unless it says otherwise.
  Permutations of local statistics are conditional: an area keeps its value, its neighbours' are drawn without replacement
  from all other areas. Random numbers: xoshiro128**, a stream of its own for each area, from --seed; results do not depend
  on --threads. With 999 the smallest two-sided p is 0.002: for many areas and --fdr add --screen-permutations 99999.
  An option that would change nothing is an error: --fdr, --level ... of a global statistic, --snap without queen or rook.

Classes
  local-moran, bivariate  high-high and low-low (clusters), high-low and low-high (outliers: own value first)
  local-g, local-g-star   hot-spot, cold-spot
  local-geary             alike-high, alike-low, alike-other, unlike
  any                     not-significant, no-neighbours, no-data

Columns of --output, local statistics (global ones write a single row with the names that are printed)
${columns}

Examples
  atlas index spatial --input columbus.geojson --field CRIME --weights queen --statistic moran
  atlas index spatial --input areas.geojson --field score --statistic local-moran --permutations 9999 --seed 42 \\
    --fdr bh --output clusters.csv
  atlas index spatial --input lsoa.geojsonl.gz --data imd.csv --data-code lsoa21cd --field score --islands nearest \\
    --screen-permutations 99999 --fdr bh --output clusters.csv
  atlas index spatial --input points.geojson --field y --weights distance:0,2km --style B --statistic local-g-star \\
    --permutations 0 --output hot-spots.csv
  atlas index spatial --input areas.geojson --events deaths --population people --weights file:areas.gal --json
  atlas index spatial --input areas.geojson --field risk --second-field libraries --weights knn:6 \\
    --statistic bivariate-local-moran --output mismatch.csv

Exit codes: 0 done, 2 an option or request is wrong, 3 not computable, 4 a file breaks its format.
Methods and sources: docs/methods/spatial-statistics.md
`;
