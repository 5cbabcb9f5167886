/** The columns of OS Open UPRN; the file begins with a mark and its lines end in CRLF. */
export const openUprnColumns = ['UPRN', 'X_COORDINATE', 'Y_COORDINATE', 'LATITUDE', 'LONGITUDE'];

/** One line of OS Open UPRN: metres to the centimetre, degrees to seven places. */
export const openUprnCells = (
  uprn: number,
  { easting, northing }: { readonly easting: number; readonly northing: number },
  { longitude, latitude }: { readonly longitude: number; readonly latitude: number },
): (string | number)[] => [
  uprn,
  easting.toFixed(2),
  northing.toFixed(2),
  latitude.toFixed(7),
  longitude.toFixed(7),
];
