import type { Feature, FeatureCollection, Polygon } from 'geojson';

export interface HexagonPoint {
  readonly longitude: number;
  readonly latitude: number;
  readonly value: number;
  /** People, or 1 for a premises. */
  readonly weight: number;
}

export interface Hexagon {
  readonly longitude: number;
  readonly latitude: number;
  /** The weighted mean of the values inside. */
  readonly value: number;
  readonly weight: number;
  readonly count: number;
  /** Six corners, closed, longitude then latitude. */
  readonly ring: [number, number][];
}

const earth = 512 / (2 * Math.PI);

/** Web Mercator in pixels at zoom 0 (world 512 px wide), so that a cell has one size on the screen. */
function project(longitude: number, latitude: number): { x: number; y: number } {
  const lambda = (longitude * Math.PI) / 180;
  const phi = (latitude * Math.PI) / 180;
  return { x: earth * lambda, y: -earth * Math.log(Math.tan(Math.PI / 4 + phi / 2)) };
}

function unproject(x: number, y: number): [number, number] {
  return [
    ((x / earth) * 180) / Math.PI,
    ((2 * Math.atan(Math.exp(-y / earth)) - Math.PI / 2) * 180) / Math.PI,
  ];
}

/** The cell of a point in axial coordinates, by cube rounding (pointy-top hexagons of circumradius `radius`). */
function cellOf(x: number, y: number, radius: number): { q: number; r: number } {
  const q = ((Math.sqrt(3) / 3) * x - y / 3) / radius;
  const r = ((2 / 3) * y) / radius;
  let roundedQ = Math.round(q);
  let roundedR = Math.round(r);
  const roundedS = Math.round(-q - r);
  const errorQ = Math.abs(roundedQ - q);
  const errorR = Math.abs(roundedR - r);
  const errorS = Math.abs(roundedS + q + r);
  if (errorQ > errorR && errorQ > errorS) roundedQ = -roundedR - roundedS;
  else if (errorR > errorS) roundedR = -roundedQ - roundedS;
  return { q: roundedQ, r: roundedR };
}

/**
 * Hexagon bins: points to cells of one size on the screen, each with the weighted mean of what falls in it. Bins show
 * people rather than land: a large rural area weighs as much as its population.
 *
 * @param pixels width of a cell at the given zoom; cells are kept per whole zoom level so that panning keeps them still
 */
export function binHexagons(points: readonly HexagonPoint[], zoom: number, pixels = 26): Hexagon[] {
  const radius = pixels / Math.sqrt(3) / 2 ** Math.floor(zoom);
  const cells = new Map<string, { q: number; r: number; sum: number; weight: number; count: number }>();
  for (const point of points) {
    if (!Number.isFinite(point.value) || !(point.weight > 0)) continue;
    const { x, y } = project(point.longitude, point.latitude);
    const { q, r } = cellOf(x, y, radius);
    const key = `${q}/${r}`;
    const cell = cells.get(key) ?? { q, r, sum: 0, weight: 0, count: 0 };
    cell.sum += point.value * point.weight;
    cell.weight += point.weight;
    cell.count += 1;
    cells.set(key, cell);
  }
  return [...cells.values()].map(({ q, r, sum, weight, count }) => {
    const x = radius * Math.sqrt(3) * (q + r / 2);
    const y = radius * 1.5 * r;
    const corner = (side: number): [number, number] => {
      const angle = (Math.PI / 180) * (60 * side - 30);
      return unproject(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    };
    const [longitude, latitude] = unproject(x, y);
    const ring = [0, 1, 2, 3, 4, 5, 0].map(corner);
    return { longitude, latitude, value: sum / weight, weight, count, ring };
  });
}

/** Hexagons as GeoJSON with the colour of their class. */
export function hexagonCollection(
  hexagons: readonly Hexagon[],
  colourOf: (value: number) => string,
): FeatureCollection<Polygon> {
  const features = hexagons.map((hexagon): Feature<Polygon> => ({
    type: 'Feature',
    properties: {
      colour: colourOf(hexagon.value),
      value: hexagon.value,
      weight: hexagon.weight,
      count: hexagon.count,
    },
    geometry: { type: 'Polygon', coordinates: [hexagon.ring] },
  }));
  return { type: 'FeatureCollection', features };
}
