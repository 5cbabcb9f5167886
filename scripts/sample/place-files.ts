import { planCells, planColumns } from '../made-up/bduk-table.ts';
import { csvText } from '../made-up/csv-text.ts';
import { onspdCells, onspdColumns } from '../made-up/onspd-table.ts';
import { openUprnCells, openUprnColumns } from '../made-up/open-uprn-table.ts';
import { authority, gridOf, type Borough } from './borough.ts';
import { positionOf } from './geography-files.ts';
import { distanceBetween, landmarks, type Point } from './landscape.ts';
import type { Postcode, Premises } from './premises.ts';
import { itemAt, type Random } from '../made-up/random.ts';
import type { SampleFile } from './sample-file.ts';

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

function postcodeDirectory(borough: Borough, postcodes: readonly Postcode[], random: Random): SampleFile {
  const rows = postcodes.map(({ place, oa, text, introduced, terminated }) => {
    const area = itemAt(borough.outputAreas, oa);
    const [longitude, latitude] = positionOf(place);
    const facts = {
      ...{ text, introduced, terminated, longitude, latitude, ...gridOf(place) },
      ladCode: authority.code,
      wardCode: itemAt(borough.wards, area.ward).code,
      oaCode: area.code,
      lsoaCode: itemAt(borough.lsoas, area.lsoa).code,
      msoaCode: itemAt(borough.msoas, area.msoa).code,
    };
    return onspdCells(facts, random);
  });
  const header = `${onspdColumns.join(',')}\n`;
  return { path: 'postcodes/ONSPD_FEB_2023_UK_ZZ.csv', text: header + csvText(rows, { quoteText: true }) };
}

function openUprn(premises: readonly Premises[]): SampleFile {
  const rows = premises.map(({ uprn, place }) => {
    const [longitude, latitude] = positionOf(place);
    return openUprnCells(uprn, gridOf(place), { longitude, latitude });
  });
  return {
    path: 'premises/osopenuprn_202609.csv',
    text: csvText([openUprnColumns, ...rows], { bom: true, crlf: true }),
  };
}

function broadbandPlans({ postcodes, premises }: Addresses, random: Random): SampleFile {
  const rows = premises.map(({ uprn, postcode, line }) => {
    const facts = {
      ...{ uprn, line, postcode: itemAt(postcodes, postcode).text },
      country: 'England' as const,
      lotName: authority.name,
      ladCode: authority.code,
      ladName: authority.name,
      regionCode: 'E12999001',
      regionName: 'Made-up region',
      contractName: 'Project Gigabit Seaborough (made up)',
    };
    return planCells(facts, random);
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
