import type { Random } from './random.ts';

/** The columns of the ONS Postcode Directory of 2023; its header stands without quotes, its text in them. */
export const onspdColumns =
  'pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21'.split(
    ',',
  );

/** A made-up postcode. */
export interface PostcodeFacts {
  /** With its space: "ZZ1 1AA". */
  readonly text: string;
  readonly easting: number;
  readonly northing: number;
  readonly longitude: number;
  readonly latitude: number;
  /** YYYYMM. */
  readonly introduced: string;
  readonly terminated: string | null;
  readonly ladCode: string;
  /** `E99999999` where no wards are known. */
  readonly wardCode: string;
  readonly oaCode: string;
  readonly lsoaCode: string;
  readonly msoaCode: string;
}

/** One line of the directory. The pseudo codes (E99999999 and so on) are those of the postcode's nation. */
export function onspdCells(postcode: PostcodeFacts, random: Random): (string | number)[] {
  const [outward = '', inward = ''] = postcode.text.split(' ');
  const nation = postcode.lsoaCode.slice(0, 1);
  const none = `${nation}99999999`;
  const known: Readonly<Record<string, string | number>> = {
    pcd: `${outward.padEnd(4)}${inward}`,
    pcd2: `${outward.padEnd(4)} ${inward}`,
    pcds: postcode.text,
    dointr: postcode.introduced,
    doterm: postcode.terminated ?? '',
    oscty: none,
    ced: none,
    oslaua: postcode.ladCode,
    osward: postcode.wardCode,
    parish: none,
    usertype: '0',
    oseast1m: String(Math.round(postcode.easting)),
    osnrth1m: String(Math.round(postcode.northing)).padStart(7, '0'),
    osgrdind: '1',
    ctry: nation === 'W' ? 'W92000004' : 'E92000001',
    rgn: none,
    lat: Number(postcode.latitude.toFixed(6)),
    long: Number(postcode.longitude.toFixed(6)),
    imd: random.integer(1, 32_844),
    oa21: postcode.oaCode,
    lsoa21: postcode.lsoaCode,
    msoa21: postcode.msoaCode,
  };
  return onspdColumns.map((column) => known[column] ?? '');
}
