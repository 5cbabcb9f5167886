import { existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { FeatureCollection, Polygon, Position } from 'geojson';
import { beforeAll, describe, expect, it } from 'vitest';
import { covers } from '../../core/geography/point-in-polygon.ts';
import { makeSample } from '../../scripts/make-sample.ts';
import { boundaries } from '../../server/sources/boundaries/boundaries.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';

/** The sample as the script writes it now, by the last part of each file's name. */
const files = new Map<string, string>();
const tables = new Map<string, readonly Record<string, string>[]>();

beforeAll(() => {
  for (const file of makeSample()) files.set(file.path, file.text);
}, 120_000);

function textOf(part: string): string {
  const found = [...files].filter(([path]) => path.includes(part));
  expect(found, `one file named like ${part}`).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

/** Records of one of the sample's simple tables; the files with quoted commas are not read with it. */
function tableOf(part: string): readonly Record<string, string>[] {
  const known = tables.get(part);
  if (known !== undefined) return known;
  const [header = '', ...lines] = textOf(part).replace('\ufeff', '').trim().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map((line) => {
    const cells = line.replaceAll('"', '').split(',');
    const row: Record<string, string> = {};
    for (const [at, name] of names.entries()) row[name] = cells[at] ?? '';
    return row;
  });
  tables.set(part, rows);
  return rows;
}

function areasOf(part: string): { code: string; name: string; rings: Position[][] }[] {
  const collection = JSON.parse(textOf(part)) as FeatureCollection<Polygon, Record<string, string>>;
  return collection.features.map(({ properties, geometry }) => {
    const key = Object.keys(properties).find((name) => /^(LSOA21|MSOA21|WD25|LAD25)CD$/.test(name)) ?? '';
    expect(geometry.type).toBe('Polygon');
    return {
      code: properties[key] ?? '',
      name: properties[key.replace('CD', 'NM')] ?? '',
      rings: geometry.coordinates,
    };
  });
}

const edgesOf = (rings: readonly Position[][]): string[] =>
  rings.flatMap((ring) => ring.slice(1).map((to, at) => `${String(ring[at])} ${String(to)}`));
const turned = (edge: string): string => edge.split(' ').reverse().join(' ');

const number = (row: Record<string, string> | undefined, column: string): number => Number(row?.[column]);
const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [sum(a) / a.length, sum(b) / b.length];
  const product = sum(a.map((value, at) => (value - meanA) * ((b[at] ?? 0) - meanB)));
  return (
    product /
    Math.sqrt(sum(a.map((value) => (value - meanA) ** 2)) * sum(b.map((value) => (value - meanB) ** 2)))
  );
}

describe('the sample borough on disk', () => {
  it('is what the script writes, file by file', () => {
    for (const [path, text] of files) {
      const plain = repositoryPath('data/sample', path);
      const stored = existsSync(plain)
        ? readFileSync(plain, 'utf8')
        : gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
      expect(stored === text, `${path} is as the script writes it (npx tsx scripts/make-sample.ts)`).toBe(
        true,
      );
    }
  });

  it('takes less than 3 MB', () => {
    const sizes = [...files.keys()].map((path) => {
      const plain = repositoryPath('data/sample', path);
      return statSync(existsSync(plain) ? plain : `${plain}.gz`).size;
    });
    expect(sum(sizes)).toBeLessThan(3_000_000);
  });
});

describe('the areas', () => {
  it('are as many as the place is said to have', () => {
    expect(areasOf('Lower_layer')).toHaveLength(120);
    expect(areasOf('Middle_layer')).toHaveLength(25);
    expect(areasOf('Wards')).toHaveLength(18);
    expect(areasOf('Local_Authority')).toHaveLength(1);
    expect(tableOf('OA_LSOA_MSOA')).toHaveLength(600);
  });

  it('share their borders exactly: every edge is either another area’s, turned round, or the outline’s', () => {
    const outline = new Set(edgesOf(areasOf('Local_Authority')[0]?.rings ?? []));
    for (const kind of ['Lower_layer', 'Middle_layer', 'Wards']) {
      const edges = areasOf(kind).flatMap(({ rings }) => edgesOf(rings));
      const all = new Set(edges);
      expect(all.size).toBe(edges.length);
      expect(edges.filter((edge) => !all.has(turned(edge)) && !outline.has(edge))).toEqual([]);
    }
  });

  it('nest: MSOA borders are LSOA borders, while some LSOAs lie across a ward border', () => {
    const lsoaEdges = new Set(areasOf('Lower_layer').flatMap(({ rings }) => edgesOf(rings)));
    const edgesOfKind = (kind: string): string[] => areasOf(kind).flatMap(({ rings }) => edgesOf(rings));
    expect(edgesOfKind('Middle_layer').filter((edge) => !lsoaEdges.has(edge))).toEqual([]);
    expect(edgesOfKind('Wards').filter((edge) => !lsoaEdges.has(edge)).length).toBeGreaterThan(20);
  });

  it.each(['Lower_layer', 'Middle_layer', 'Wards', 'Local_Authority'])(
    '%s boundaries are valid: the reader repairs and rejects nothing',
    async (kind) => {
      const path = [...files.keys()].find((name) => name.includes(kind)) ?? '';
      const read = await readSource(boundaries, fileOf(textOf(kind), path.split('/').at(-1)));
      expect(read.rejections).toEqual([]);
      expect(read.notes.filter((note) => /repair|invalid/i.test(note.message))).toEqual([]);
      expect(read.rows.every((row) => row.geometry !== null)).toBe(true);
    },
  );
});

describe('the addresses', () => {
  it('are 3,000 postcodes of which 120 are terminated, each within its own LSOA', () => {
    const postcodes = tableOf('ONSPD');
    expect(postcodes).toHaveLength(3000);
    expect(new Set(postcodes.map((row) => row['pcds'])).size).toBe(3000);
    expect(postcodes.filter((row) => row['doterm'] !== '')).toHaveLength(120);
    const rings = new Map(
      areasOf('Lower_layer').map((area) => [
        area.code,
        area.rings.map((ring) => Float64Array.from(ring.flat())),
      ]),
    );
    const astray = postcodes.filter(
      (row) => !covers(rings.get(row['lsoa21'] ?? '') ?? [], number(row, 'long'), number(row, 'lat')),
    );
    expect(astray).toEqual([]);
  });

  it('are 60,000 premises, the same in the UPRN file, the BDUK file and Ofcom’s totals', () => {
    const premises = tableOf('osopenuprn');
    const plans = tableOf('BDUK');
    expect(premises).toHaveLength(60_000);
    expect(plans.map((row) => row['uprn'])).toEqual(premises.map((row) => row['UPRN']));
    expect(new Set(premises.map((row) => row['UPRN'])).size).toBe(60_000);
    expect(sum(tableOf('fixed_oa_coverage').map((row) => number(row, 'All Premises')))).toBe(60_000);
    expect(number(tableOf('202507_fixed_laua')[0], 'All Premises')).toBe(60_000);
  });

  it.each([
    ['laua_coverage', 'oa_coverage'],
    ['laua_res_coverage', 'oa_res_coverage'],
  ])('of January 2026 are a few more in the authority (%s) than in its output areas (%s)', (whole, parts) => {
    const [row] = tableOf(`202601_fixed_${whole}`);
    const lacking = (column: string): number =>
      number(row, column) - sum(tableOf(`202601_fixed_${parts}`).map((area) => number(area, column)));
    // 48 of which a home is what it is by chance; each is in one band of speed, or matched with none.
    const all = lacking('All Premises');
    if (whole === 'laua_coverage') expect(all).toBe(48);
    expect(all).toBeGreaterThan(30);
    expect(all).toBeLessThanOrEqual(48);
    expect(number(row, 'All Premises') / 60_048).toBeGreaterThan(0.8);
    const bands = Object.keys(row ?? {}).filter((column) => /^Number .*download speed$/.test(column));
    expect(bands).toHaveLength(6);
    expect(sum(bands.map(lacking))).toBe(lacking('All Matched Premises'));
    for (const band of bands) expect(lacking(band)).toBeGreaterThanOrEqual(0);
    const gigabit = lacking('Number of premises with Gigabit availability');
    expect(gigabit).toBeGreaterThan(0);
    expect(gigabit).toBeLessThan(all);
    const column = 'Number of premises with SFBB availability';
    const percent = (100 * number(row, column)) / number(row, 'All Premises');
    expect(number(row, 'SFBB availability (% premises)')).toBe(Number(percent.toFixed(1)));
  });

  it('have places, UPRNs, postcodes and codes that no real one can have', () => {
    expect(tableOf('ONSPD').every((row) => /^ZZ[1-5] [1-5][A-Z]{2}$/.test(row['pcds'] ?? ''))).toBe(true);
    expect(tableOf('osopenuprn').every((row) => /^99999\d{7}$/.test(row['UPRN'] ?? ''))).toBe(true);
    const codes = ['Lower_layer', 'Middle_layer', 'Wards', 'Local_Authority'].flatMap((kind) =>
      areasOf(kind).map((area) => area.code),
    );
    expect(codes.filter((code) => !/^E0[1256]999\d{3}$/.test(code))).toEqual([]);
  });
});

describe('the figures', () => {
  const share = (part: string, upper: string, lower: string): number[] =>
    tableOf(part)
      .filter((row) => row['geography code'] !== 'E01999999')
      .map((row) => number(row, upper) / number(row, lower));
  const older = (): number[] =>
    tableOf('ts007a').map((row) => sum(Object.values(row).slice(-5).map(Number)) / number(row, 'Age: Total'));

  it('go together as in life', () => {
    const disabled = share(
      'ts038',
      'Disability: Disabled under the Equality Act',
      'Disability: Total: All usual residents',
    );
    const socialRented = share(
      'ts054',
      'Tenure of household: Social rented',
      'Tenure of household: Total: All households',
    );
    const income = tableOf('iod2025_england_lsoa21.csv').map((row) => number(row, 'Income_score'));
    expect(correlation(older(), disabled)).toBeGreaterThan(0.5);
    expect(correlation(income, socialRented)).toBeGreaterThan(0.5);
    expect(correlation(older(), income)).toBeLessThan(0.3);
  });

  it('have ranks and deciles of England that agree with their scores', () => {
    const rows = [...tableOf('iod2025_england_lsoa21.csv')].sort(
      (a, b) => number(a, 'IMD_rank') - number(b, 'IMD_rank'),
    );
    const scores = rows.map((row) => number(row, 'IMD_score'));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(rows.map((row) => row['IMD_rank'])).size).toBe(120);
    expect(
      rows.filter((row) => number(row, 'IMD_decile') !== Math.ceil((10 * number(row, 'IMD_rank')) / 33_755)),
    ).toEqual([]);
  });

  it('have parents that are the sum of their children in every census table', () => {
    for (const row of tableOf('ts066')) {
      const title = 'Economic activity status: ';
      const parts = [
        'Economically active (excluding full-time students)',
        'Economically active and a full-time student',
        'Economically inactive',
      ].map((part) => number(row, `${title}${part}`));
      expect(sum(parts)).toBe(number(row, `${title}Total: All usual residents aged 16 years and over`));
    }
    // Its header has quoted commas; its rows have none.
    for (const line of textOf('ts025').trim().split(/\r?\n/).slice(1)) {
      const [total = NaN, ...parts] = line.split(',').slice(3).map(Number);
      expect(parts).toHaveLength(4);
      expect(sum(parts)).toBe(total);
    }
    for (const row of tableOf('ts029')) {
      const [total = NaN, english = NaN, other, ...parts] = Object.values(row).slice(3).map(Number);
      expect(sum(parts)).toBe(other);
      expect(english + sum(parts)).toBe(total);
    }
    for (const row of tableOf('ts007a')) {
      expect(sum(Object.values(row).slice(4).map(Number))).toBe(number(row, 'Age: Total'));
    }
  });

  it('have not-spots on the rural edge and full fibre in the new estate', () => {
    const wardOf = new Map(tableOf('best-fit').map((row) => [row['LSOA21CD'], row['WD25NM']]));
    const lsoaOf = new Map(tableOf('OA_LSOA_MSOA').map((row) => [row['OA21CD'], row['LSOA21CD']]));
    const shareIn = (ward: string, column: string): number => {
      const rows = tableOf('fixed_oa_coverage').filter(
        (row) => wardOf.get(lsoaOf.get(row['output_area'])) === ward,
      );
      return (
        sum(rows.map((row) => number(row, column))) / sum(rows.map((row) => number(row, 'All Premises')))
      );
    };
    const slow = 'Number of premises unable to receive 30Mbit/s';
    expect(shareIn('Sedgeley', slow)).toBeGreaterThan(0.1);
    expect(shareIn('Harbour', slow)).toBeLessThan(0.03);
    expect(shareIn('New Fenwick', 'Number of premises with Gigabit availability')).toBeGreaterThan(0.8);
  });

  it('carry the blemishes that the README tells of, and no others', () => {
    const loaded = new Set(areasOf('Lower_layer').map((area) => area.code));
    const strangers = [
      ...['ts007a', 'ts025', 'ts029', 'ts037'],
      ...['ts038', 'ts039', 'ts040', 'ts054', 'ts066'],
    ].flatMap((part) => tableOf(part).filter((row) => !loaded.has(row['geography code'] ?? '')));
    expect(strangers.map((row) => row['geography code'])).toEqual(['E01999999']);
    const postcodes = tableOf('pc_coverage_r1').map((row) => row['postcode']);
    expect(new Set(postcodes).size).toBe(postcodes.length);
    const suppressed = tableOf('_indicators').filter((row) => Object.values(row).includes(''));
    expect(suppressed).toHaveLength(2);
  });
});

describeWithShared('the formats', () => {
  /** A published file and the file of the sample that takes after it. */
  const pairs: readonly (readonly [string, string])[] = [
    ['national/nomis/census2021-ts007a-lsoa.csv', 'ts007a'],
    ['national/nomis/census2021-ts037-lsoa.csv', 'ts037'],
    ['national/nomis/census2021-ts038-lsoa.csv', 'ts038'],
    ['national/nomis/census2021-ts039-lsoa.csv', 'ts039'],
    ['national/nomis/census2021-ts040-lsoa.csv', 'ts040'],
    ['national/samples/census2021-ts066-lsoa.EXCERPT.csv', 'ts066'],
    ['trafford/population/mid-year_2024_population_estimates_lsoa.csv', 'mid-year_2024'],
    ['national/imd/iod2025_england_lsoa21.csv', 'iod2025_england_lsoa21.csv'],
    ['national/imd/iod2025_england_lsoa21_subdomains.csv', '_subdomains'],
    ['national/imd/iod2025_england_lsoa21_indicators.csv', '_indicators'],
    ['national/ofcom/2019_data.csv', '201909_fixed_laua'],
    ['national/ofcom/202105_fixed_laua_coverage_r01.csv', '202105_fixed_laua'],
    ['national/samples/202507_fixed_laua_coverage_r01.EXCERPT.csv', '202507_fixed_laua'],
    ['national/samples/202601_fixed_oa_coverage_r1.csv', 'fixed_oa_coverage'],
    ['national/samples/202601_fixed_oa_res_coverage_r1.csv', 'fixed_oa_res_coverage'],
    ['national/samples/202601_fixed_pc_coverage_r2_CR.published-bytes.csv', 'pc_coverage_r1'],
    ['national/samples/ONSPD_2023_UK.EXCERPT.csv', 'ONSPD'],
    ['national/samples/osopenuprn_BartonStDavid_54rows.csv', 'osopenuprn'],
    ['national/samples/202605_BDUK_uprn_release_sample.csv', 'BDUK'],
    ['trafford/points_of_support/libraries_schema.csv', 'libraries'],
    ['trafford/points_of_support/gm_jobcentreplus.csv', 'jobcentreplus'],
    ['national/lookups/lsoa11_to_lsoa21_exact.csv', 'exact-fit'],
  ];

  it.each(pairs)('%s has the header of the sample’s %s', (published, part) => {
    const header = (text: string): string => text.slice(0, text.indexOf('\n')).trimEnd();
    expect(header(textOf(part))).toBe(header(readFileSync(sharedPath('data', published), 'utf8')));
  });

  it.each(['202601_fixed_laua_coverage', '202601_fixed_laua_res_coverage'])(
    '%s has the header of July 2025 in the words of January 2026',
    (part) => {
      const headerOf = (published: string): string =>
        readFileSync(sharedPath('data', published), 'utf8').split(/\r?\n/)[0] ?? '';
      const words = 'unable to receive decent broadband from fixed or FWA';
      expect(headerOf('national/samples/202601_fixed_oa_coverage_r1.csv')).toContain(
        `Number of premises ${words}`,
      );
      expect(textOf(part).split('\r\n')[0]).toBe(
        headerOf('national/samples/202507_fixed_laua_coverage_r01.EXCERPT.csv').replaceAll(
          'below the USO',
          words,
        ),
      );
    },
  );

  it('none of its LSOA codes is a real one', () => {
    const real = readFileSync(sharedPath('data/national/nomis/census2021-ts040-lsoa.csv'), 'utf8');
    for (const { code } of areasOf('Lower_layer')) expect(real.includes(code)).toBe(false);
  });
});
