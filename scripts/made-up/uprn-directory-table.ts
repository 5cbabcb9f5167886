/** The columns of the ONS UPRN Directory and the National Statistics UPRN Lookup of 2026. */
export const uprnDirectoryColumns =
  'UPRN,GRIDGB1E,GRIDGB1N,PCDS,OA21CD,CTY25CD,CED25CD,LAD25CD,WD25CD,HLTH19CD,CTRY25CD,RGN25CD,PCON24CD,EER20CD,TTWA15CD,ITL25CD,NPARK16CD,LSOA21CD,MSOA21CD,WZ11CD,SICBL26CD,BUA24CD,BUASD11CD,RUC21IND,OAC21IND,LEP21CD1,LEP21CD2,PFA23CD,IMD19IND'.split(
    ',',
  );

/** What the directory says of a made-up home; of what is not said here it has no code ("E99999999"). */
export interface DirectoryFacts {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
  /** With its space. */
  readonly postcode: string;
  readonly oaCode: string;
  readonly lsoaCode: string;
  readonly msoaCode: string;
  readonly ladCode: string;
}

/** One line of the directory: points to the metre. */
export function uprnDirectoryCells(home: DirectoryFacts): (string | number)[] {
  const nation = home.lsoaCode.slice(0, 1);
  const known: Readonly<Record<string, string | number>> = {
    UPRN: home.uprn,
    GRIDGB1E: Math.round(home.easting),
    GRIDGB1N: Math.round(home.northing),
    PCDS: home.postcode,
    OA21CD: home.oaCode,
    LAD25CD: home.ladCode,
    CTRY25CD: nation === 'W' ? 'W92000004' : 'E92000001',
    LSOA21CD: home.lsoaCode,
    MSOA21CD: home.msoaCode,
  };
  return uprnDirectoryColumns.map(
    (column) => known[column] ?? (column.endsWith('CD') ? `${nation}99999999` : ''),
  );
}
