import type { CopyTarget } from '../database/database.ts';

/** A property on its way in: metres of the National Grid. */
export interface NewPremises {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
}

/** The ids of the areas whose polygons hold a point; null outside every loaded boundary. */
export interface PremisesAreas {
  readonly lsoaId: number | null;
  readonly wardId: number | null;
  readonly ladId: number | null;
}

/** In binary form, as there are 42 million: the database takes them in half the time of CSV, and text is made of none. */
export const premisesTarget = {
  table: 'premises',
  columns: ['release_id', 'uprn', 'easting', 'northing', 'lsoa_id', 'ward_id', 'lad_id'],
  form: 'binary',
} as const satisfies CopyTarget;

/** The number of fields, and for each its length and its bytes. */
const longestRecord = 2 + (4 + 4) + (4 + 8) + 2 * (4 + 8) + 3 * (4 + 4);

/** Records of the table premises as COPY takes them in binary form: whole numbers and floats, the highest byte first. */
export function createPremisesRecords(releaseId: number, most: number) {
  const bytes = new Uint8Array(most * longestRecord);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const putDouble = (value: number): void => {
    view.setInt32(at, 8);
    view.setFloat64(at + 4, value);
    at += 12;
  };
  const putId = (id: number | null): void => {
    view.setInt32(at, id === null ? -1 : 4);
    at += 4;
    if (id === null) return;
    view.setInt32(at, id);
    at += 4;
  };
  return {
    add({ uprn, easting, northing }: NewPremises, { lsoaId, wardId, ladId }: PremisesAreas): void {
      view.setInt16(at, premisesTarget.columns.length);
      at += 2;
      putId(releaseId);
      view.setInt32(at, 8);
      view.setInt32(at + 4, Math.floor(uprn / 2 ** 32));
      view.setUint32(at + 8, uprn % 2 ** 32);
      at += 12;
      putDouble(easting);
      putDouble(northing);
      putId(lsoaId);
      putId(wardId);
      putId(ladId);
    },
    bytes: (): Uint8Array => bytes.subarray(0, at),
  };
}
