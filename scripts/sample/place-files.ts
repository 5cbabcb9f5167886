import { authority, gridOf, type Borough } from './borough.ts';
import { positionOf, round } from './geography-files.ts';
import { distanceBetween, landmarks, type Point } from './landscape.ts';
import type { Postcode, Premises } from './premises.ts';
import { itemAt, type Random } from './random.ts';
import { csvText, type SampleFile } from './sample-file.ts';

interface Addresses {
  readonly postcodes: readonly Postcode[];
  readonly premises: readonly Premises[];
}

/** Postcodes (ONSPD), premises (OS Open UPRN, BDUK), libraries and Jobcentres. */
export function placeFiles(borough: Borough, addresses: Addresses, random: Random): SampleFile[] {
  return [
    postcodeDirectory(borough, addresses.postcodes, random),
    openUprn(addresses.premises),
    broadbandPlans(addresses, random),
    libraries(addresses),
    jobcentres(addresses),
  ];
}

const onspdColumns =
  'pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21'.split(
    ',',
  );

function postcodeDirectory(borough: Borough, postcodes: readonly Postcode[], random: Random): SampleFile {
  const rows = postcodes.map((postcode) => {
    const [outward = '', inward = ''] = postcode.text.split(' ');
    const area = itemAt(borough.outputAreas, postcode.oa);
    const { easting, northing } = gridOf(postcode.place);
    const [longitude, latitude] = positionOf(postcode.place);
    const known: Readonly<Record<string, string | number>> = {
      pcd: `${outward.padEnd(4)}${inward}`,
      pcd2: `${outward.padEnd(4)} ${inward}`,
      pcds: postcode.text,
      dointr: postcode.introduced,
      doterm: postcode.terminated ?? '',
      oscty: 'E99999999',
      ced: 'E99999999',
      oslaua: authority.code,
      osward: itemAt(borough.wards, area.ward).code,
      parish: 'E99999999',
      usertype: '0',
      oseast1m: String(Math.round(easting)),
      osnrth1m: String(Math.round(northing)).padStart(7, '0'),
      osgrdind: '1',
      ctry: 'E92000001',
      rgn: 'E99999999',
      lat: round(latitude, 6),
      long: round(longitude, 6),
      imd: random.integer(1, 32_844),
      oa21: area.code,
      lsoa21: itemAt(borough.lsoas, area.lsoa).code,
      msoa21: itemAt(borough.msoas, area.msoa).code,
    };
    return onspdColumns.map((column) => known[column] ?? '');
  });
  const header = `${onspdColumns.join(',')}\n`;
  return { path: 'postcodes/ONSPD_FEB_2023_UK_ZZ.csv', text: header + csvText(rows, { quoteText: true }) };
}

function openUprn(premises: readonly Premises[]): SampleFile {
  const rows = premises.map(({ uprn, place }) => {
    const { easting, northing } = gridOf(place);
    const [longitude, latitude] = positionOf(place);
    return [uprn, easting.toFixed(2), northing.toFixed(2), latitude.toFixed(7), longitude.toFixed(7)];
  });
  const header = ['UPRN', 'X_COORDINATE', 'Y_COORDINATE', 'LATITUDE', 'LONGITUDE'];
  return {
    path: 'premises/osopenuprn_202609.csv',
    text: csvText([header, ...rows], { bom: true, crlf: true }),
  };
}

const planColumns =
  'uprn,struprn,bduk_recognised_premises,country,postcode,lot_id,lot_name,subsidy_control_status,current_gigabit,future_gigabit,local_authority_district_ons_code,local_authority_district_ons,region_ons_code,region_ons,bduk_gis,bduk_gis_contract_scope,bduk_gis_final_coverage_date,bduk_gis_contract_name,bduk_gis_supplier,bduk_vouchers,bduk_vouchers_contract_name,bduk_vouchers_supplier,bduk_superfast,bduk_superfast_contract_name,bduk_superfast_supplier,bduk_hubs,bduk_hubs_contract_name,bduk_hubs_supplier'.split(
    ',',
  );

function broadbandPlans({ postcodes, premises }: Addresses, random: Random): SampleFile {
  const rows = premises.map((item) => {
    const hasGigabit = item.line === 'full-fibre' || item.line === 'cable';
    const isSlow = item.line === '0' || item.line === '2' || item.line === '5' || item.line === '10';
    const isPlanned = !hasGigabit && isSlow && random.next() < 0.45;
    const status = isSlow
      ? 'Gigabit White'
      : random.next() < 0.02
        ? 'Gigabit Under Review'
        : 'Gigabit Grey/Black';
    const contract = ['Initial', '2027-03-31', 'Project Gigabit Seaborough (made up)', 'Fictional Fibre Ltd'];
    return [
      item.uprn,
      `str${item.uprn}`,
      String(random.next() < 0.98),
      'England',
      itemAt(postcodes, item.postcode).text,
      99,
      authority.name,
      status,
      String(hasGigabit),
      String(hasGigabit || isPlanned),
      authority.code,
      authority.name,
      'E12999001',
      'Made-up region',
      String(isPlanned),
      ...(isPlanned ? contract : ['', '', '', '']),
      ...['false', '', '', 'false', '', '', 'false', '', ''],
    ];
  });
  return { path: 'premises/202605_BDUK_uprn_release_seaborough.csv', text: csvText([planColumns, ...rows]) };
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Name, where it stands, type, year closed: the county set is fictitious, the schema the Arts Council's. */
const libraryList: readonly (readonly [string, Point, string, string])[] = [
  ['Seaborough Central', landmarks.centre, 'LAL', ''],
  ['College Road', landmarks.college, 'LAL', ''],
  ['Marshside', landmarks.marsh, 'CL', ''],
  ['New Fenwick', landmarks.newEstate, 'LAL', ''],
  ['Northcliff', landmarks.northResort, 'LAL', ''],
  ['Southsands', landmarks.southResort, 'CRL', ''],
  ['Thornby Village', landmarks.northVillage, 'ICL', ''],
  ['Beacon Hill', { x: 8.6, y: 9.6 }, 'LAL', '2016'],
  ['Gull Bay', { x: 10.5, y: 8.4 }, 'LAL', '2013'],
];

function libraries({ postcodes, premises }: Addresses): SampleFile {
  const header = [
    'Local authority',
    'Library name',
    'Address 1',
    'Address 2',
    'Address 3',
    'Postcode',
    'Unique property reference number',
    'Statutory',
    'Type of library',
    'Year opened',
    'Year closed',
    ...days.map((day) => `${day} staffed hours`),
    ...days.map((day) => `${day} unstaffed hours`),
    'Special hours',
    'Co-located',
    'Co-located with',
    'Notes',
    'URL',
    'Email address',
  ];
  const rows = libraryList.map(([name, place, type, closed], index) => {
    const home = nearest(premises, place);
    const isOpen = closed === '';
    const hours = days.map((day) =>
      !isOpen || day === 'Sunday' ? '' : day === 'Saturday' ? '10:00-16:00' : '09:30-17:30',
    );
    return [
      authority.name,
      name,
      `${index + 1} Example Street`,
      authority.name,
      '',
      itemAt(postcodes, home.postcode).text,
      // As in life, some libraries have no UPRN and are found by their postcode.
      index % 3 === 2 ? '' : home.uprn,
      type === 'ICL' ? 'No' : 'Yes',
      type,
      index === 3 ? '2019' : '',
      closed,
      ...hours,
      ...days.map(() => ''),
      '',
      'No',
      '',
      'Made up',
      isOpen ? 'https://library.example/' : '',
      '',
    ];
  });
  return { path: 'support/libraries_seaborough.csv', text: csvText([header, ...rows], { crlf: true }) };
}

function jobcentres({ postcodes, premises }: Addresses): SampleFile {
  const rows = (['centre', 'marsh', 'northResort'] as const).map((landmark, index) => {
    const home = nearest(premises, landmarks[landmark]);
    const [longitude, latitude] = positionOf(home.place);
    const text = itemAt(postcodes, home.postcode).text;
    const name = itemAt(['Seaborough', 'Marshside', 'Northcliff'], index);
    return [
      name,
      `${20 + index} Example Road, ${authority.name}`,
      text,
      authority.name,
      authority.code,
      longitude,
      latitude,
    ];
  });
  const header = ['name', 'address', 'postcode', 'area_name', 'area_code', 'lon', 'lat'];
  return { path: 'support/seaborough_jobcentreplus.csv', text: csvText([header, ...rows]) };
}

function nearest(premises: readonly Premises[], place: Point): Premises {
  return premises.reduce((best, item) =>
    distanceBetween(item.place, place) < distanceBetween(best.place, place) ? item : best,
  );
}
