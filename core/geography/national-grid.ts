/**
 * British National Grid (EPSG:27700) and WGS84, there and back.
 *
 * The datum shift is the seven-parameter Helmert of the Ordnance Survey's guide, as PostGIS and proj4 apply it where
 * the OSTN15 grid is not installed: within about 5 m of OSTN15 on the mainland, the same number on every machine.
 * Written out here (150 lines, no dependency) because the browser, the readers and the tiles must all agree.
 * Source: OS, A guide to coordinate systems in Great Britain (2020), annexes A to C; Karney 2011, Transverse Mercator
 * with an accuracy of a few nanometers, equations 7 to 14.
 */
import type { Position } from '../contract/area.ts';

/** EPSG:27700 in metres. */
export interface GridPosition {
  readonly easting: number;
  readonly northing: number;
}

interface Ellipsoid {
  readonly semiMajor: number;
  readonly eccentricitySquared: number;
}

const degree = Math.PI / 180;
const arcSecond = degree / 3600;

const ellipsoid = (semiMajor: number, inverseFlattening: number): Ellipsoid => ({
  semiMajor,
  eccentricitySquared: (2 - 1 / inverseFlattening) / inverseFlattening,
});
const airy = ellipsoid(6377563.396, 299.3249646);
const wgs84 = ellipsoid(6378137, 298.257223563);

/** OSGB36 to WGS84: EPSG operation 1314, position-vector convention. */
const helmert = {
  x: 446.448,
  y: -125.157,
  z: 542.06,
  rotationX: 0.15 * arcSecond,
  rotationY: 0.247 * arcSecond,
  rotationZ: 0.842 * arcSecond,
  scale: 1 - 20.489e-6,
};

const grid = {
  scale: 0.9996012717,
  longitude: -2 * degree,
  falseEasting: 400_000,
  falseNorthing: -100_000,
  latitude: 49 * degree,
};

const n = 1 / (2 * 299.3249646 - 1);
const rectifyingRadius = (airy.semiMajor / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64 + n ** 6 / 256);

/** Karney's series in the third flattening; six terms leave less than a nanometre within the British Isles. */
const forwardTerms = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4 - (127 / 288) * n ** 5,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4 + (281 / 630) * n ** 5,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4 + (15061 / 26880) * n ** 5,
  (49561 / 161280) * n ** 4 - (179 / 168) * n ** 5,
  (34729 / 80640) * n ** 5,
];
const backwardTerms = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4 - (81 / 512) * n ** 5,
  (1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4 + (46 / 105) * n ** 5,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4 - (209 / 4480) * n ** 5,
  (4397 / 161280) * n ** 4 - (11 / 504) * n ** 5,
  (4583 / 161280) * n ** 5,
];

const airyEccentricity = Math.sqrt(airy.eccentricitySquared);

/** The conformal latitude's tangent of a geodetic tangent, on Airy. */
function conformalTangent(tangent: number): number {
  const hypotenuse = Math.sqrt(1 + tangent * tangent);
  const sigma = Math.sinh(airyEccentricity * Math.atanh((airyEccentricity * tangent) / hypotenuse));
  return tangent * Math.sqrt(1 + sigma * sigma) - sigma * hypotenuse;
}

/** Distance along the central meridian to the true origin (49 N), metres on the grid. */
const originDistance = ((): number => {
  const xi = Math.atan(conformalTangent(Math.tan(grid.latitude)));
  let sum = xi;
  forwardTerms.forEach((term, index) => {
    sum += term * Math.sin(2 * (index + 1) * xi);
  });
  return grid.scale * rectifyingRadius * sum;
})();

function projectAiry(latitude: number, longitude: number): GridPosition {
  const tangent = conformalTangent(Math.tan(latitude));
  const lambda = longitude - grid.longitude;
  const xi = Math.atan2(tangent, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(tangent, Math.cos(lambda)));
  let x = eta;
  let y = xi;
  forwardTerms.forEach((term, index) => {
    const order = 2 * (index + 1);
    x += term * Math.cos(order * xi) * Math.sinh(order * eta);
    y += term * Math.sin(order * xi) * Math.cosh(order * eta);
  });
  const metres = grid.scale * rectifyingRadius;
  return {
    easting: grid.falseEasting + metres * x,
    northing: grid.falseNorthing + metres * y - originDistance,
  };
}

function unprojectAiry({ easting, northing }: GridPosition): { latitude: number; longitude: number } {
  const metres = grid.scale * rectifyingRadius;
  const y = (northing - grid.falseNorthing + originDistance) / metres;
  const x = (easting - grid.falseEasting) / metres;
  let xi = y;
  let eta = x;
  backwardTerms.forEach((term, index) => {
    const order = 2 * (index + 1);
    xi -= term * Math.sin(order * y) * Math.cosh(order * x);
    eta -= term * Math.cos(order * y) * Math.sinh(order * x);
  });
  const target = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi));
  let tangent = target;
  for (let round = 0; round < 5; round++) {
    const error = conformalTangent(tangent) - target;
    const slope =
      ((1 - airy.eccentricitySquared) *
        Math.sqrt(1 + tangent * tangent) *
        Math.sqrt(1 + conformalTangent(tangent) ** 2)) /
      (1 + (1 - airy.eccentricitySquared) * tangent * tangent);
    tangent -= error / slope;
    if (Math.abs(error) < 1e-15) break;
  }
  return {
    latitude: Math.atan(tangent),
    longitude: grid.longitude + Math.atan2(Math.sinh(eta), Math.cos(xi)),
  };
}

interface Cartesian {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

function cartesianOf(latitude: number, longitude: number, shape: Ellipsoid): Cartesian {
  const sine = Math.sin(latitude);
  const radius = shape.semiMajor / Math.sqrt(1 - shape.eccentricitySquared * sine * sine);
  const onPlane = radius * Math.cos(latitude);
  return {
    x: onPlane * Math.cos(longitude),
    y: onPlane * Math.sin(longitude),
    z: radius * (1 - shape.eccentricitySquared) * sine,
  };
}

function geodeticOf(point: Cartesian, shape: Ellipsoid): { latitude: number; longitude: number } {
  const onPlane = Math.hypot(point.x, point.y);
  let latitude = Math.atan2(point.z, onPlane * (1 - shape.eccentricitySquared));
  // Four rounds reach 1e-15 rad at ground level; the fifth costs nothing.
  for (let round = 0; round < 5; round++) {
    const sine = Math.sin(latitude);
    const radius = shape.semiMajor / Math.sqrt(1 - shape.eccentricitySquared * sine * sine);
    latitude = Math.atan2(point.z + shape.eccentricitySquared * radius * sine, onPlane);
  }
  return { latitude, longitude: Math.atan2(point.y, point.x) };
}

function toWgs84(point: Cartesian): Cartesian {
  const { scale, rotationX, rotationY, rotationZ } = helmert;
  return {
    x: helmert.x + scale * (point.x - rotationZ * point.y + rotationY * point.z),
    y: helmert.y + scale * (rotationZ * point.x + point.y - rotationX * point.z),
    z: helmert.z + scale * (-rotationY * point.x + rotationX * point.y + point.z),
  };
}

/** The transposed rotation, not its exact inverse: what PROJ and proj4 do, and what makes the numbers equal theirs. */
function fromWgs84(point: Cartesian): Cartesian {
  const { scale, rotationX, rotationY, rotationZ } = helmert;
  const x = (point.x - helmert.x) / scale;
  const y = (point.y - helmert.y) / scale;
  const z = (point.z - helmert.z) / scale;
  return {
    x: x + rotationZ * y - rotationY * z,
    y: -rotationZ * x + y + rotationX * z,
    z: rotationY * x - rotationX * y + z,
  };
}

/**
 * The National Grid position of a longitude and latitude.
 *
 * Units: degrees in, metres out. Equal to PostGIS ST_Transform(4326 to 27700) without OSTN15 to a millimetre.
 * @example gridFromWgs84({ longitude: -2, latitude: 53 }) // { easting: 400097.236, northing: 344742.072 }
 */
export function gridFromWgs84({ longitude, latitude }: Position): GridPosition {
  const onAiry = geodeticOf(fromWgs84(cartesianOf(latitude * degree, longitude * degree, wgs84)), airy);
  return projectAiry(onAiry.latitude, onAiry.longitude);
}

/** The longitude and latitude of a National Grid position; the inverse of gridFromWgs84 to two millimetres. */
export function wgs84FromGrid(position: GridPosition): Position {
  const onAiry = unprojectAiry(position);
  const { latitude, longitude } = geodeticOf(
    toWgs84(cartesianOf(onAiry.latitude, onAiry.longitude, airy)),
    wgs84,
  );
  return { longitude: longitude / degree, latitude: latitude / degree };
}
