/** The columns of the ONS's lookup of output areas in larger areas, 2021; the file begins with a mark. */
export const oaLookupColumns =
  'OA21CD,LSOA21CD,LSOA21NM,LSOA21NMW,MSOA21CD,MSOA21NM,MSOA21NMW,LAD22CD,LAD22NM,LAD22NMW,ObjectId'.split(
    ',',
  );

interface NamedArea {
  readonly code: string;
  readonly name: string;
}

/** One line of the lookup. `objectId` counts the lines from 1. */
export const oaLookupCells = (
  area: {
    readonly oaCode: string;
    readonly lsoa: NamedArea;
    readonly msoa: NamedArea;
    readonly lad: NamedArea;
  },
  objectId: number,
): (string | number)[] => [
  area.oaCode,
  ...[area.lsoa, area.msoa, area.lad].flatMap(({ code, name }) => [code, name, '']),
  objectId,
];
