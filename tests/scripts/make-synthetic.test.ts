import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as turf from '@turf/turf';
import { beforeAll, describe, expect, it } from 'vitest';
import { outputAreaCode, postcodeText } from '../../scripts/synthetic/codes.ts';
import { readSmallAreas, type SmallArea } from '../../scripts/synthetic/small-areas.ts';
import { syntheticChunks, type SyntheticOptions } from '../../scripts/synthetic/synthetic-files.ts';
import { writeSynthetic } from '../../scripts/synthetic/write-synthetic.ts';
import { areaTypeOf } from '../../server/sources/area-of-code.ts';
import { parsePostcode } from '../../server/sources/postcodes/postcode-text.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { uprnDirectory } from '../../server/sources/premises/uprn-directory.ts';
import { readManifest } from '../../server/usecases/read-manifest.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const border = (name: string): string => repositoryPath('data/sample/boundaries', name);
const boundaries = {
  lsoas: border('Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5.geojson.gz'),
  msoas: border('Middle_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V3.geojson'),
  authorities: border('Local_Authority_Districts_May_2025_Boundaries_UK_BGC_V2.geojson'),
};
const usual: SyntheticOptions = { premises: 6000, seed: 1, disagreement: 0 };

type Files = ReadonlyMap<string, string>;
type Row = Readonly<Record<string, string>>;
let areas: readonly SmallArea[] = [];
let files: Files = new Map();

function filesOf(options: SyntheticOptions): Files {
  const texts = new Map<string, string[]>();
  for (const { file, text } of syntheticChunks(areas, options)) {
    const known = texts.get(file);
    if (known === undefined) texts.set(file, [text]);
    else known.push(text);
  }
  return new Map([...texts].map(([file, parts]) => [file, parts.join('')]));
}

function textOf(part: string, from: Files = files): string {
  const found = [...from].filter(([name]) => name.includes(part));
  expect(found, `one file named like ${part}`).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

const tables = new Map<string, readonly Row[]>();

/** The records of a file; none of them has a quoted comma. */
function rowsOf(part: string, from: Files = files): readonly Row[] {
  const text = textOf(part, from);
  const known = tables.get(text) ?? readRows(text);
  tables.set(text, known);
  return known;
}

function readRows(text: string): Row[] {
  const [header = '', ...lines] = text.replace('\ufeff', '').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.replaceAll('"', '').split(',');
    if (cells.length !== names.length) throw new Error(`${line} has not ${names.length} cells`);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

const number = (row: Row, column: string): number => Number(row[column]);
const total = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);

function grouped(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row[column] ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

beforeAll(async () => {
  areas = await readSmallAreas(boundaries, '');
  files = filesOf(usual);
}, 120_000);

describe('the small areas that homes are strewn in', () => {
  it('know their larger areas', () => {
    expect(areas).toHaveLength(120);
    expect(new Set(areas.map(({ msoa }) => msoa.code)).size).toBe(25);
    expect(areas.every(({ name, msoa }) => name.startsWith(msoa.name))).toBe(true);
    expect(new Set(areas.map(({ lad }) => lad.code))).toEqual(new Set(['E06999001']));
  });

  it('are refused where none is in the region', async () => {
    await expect(readSmallAreas(boundaries, 'W')).rejects.toMatchObject({
      code: 'invalid-request',
      details: { field: 'region', value: 'W' },
    });
  });
});

describe('synthetic files', () => {
  it('have one row for each premises in each file of premises, and the same UPRNs', () => {
    const uprns = rowsOf('osopenuprn').map((row) => row['UPRN'] ?? '');
    expect(uprns).toHaveLength(6000);
    expect(new Set(uprns).size).toBe(6000);
    expect(uprns.every((uprn) => /^99\d{10}$/.test(uprn))).toBe(true);
    expect(rowsOf('BDUK').map((row) => row['uprn'])).toEqual(uprns);
    expect(rowsOf('ONSUD').map((row) => row['UPRN'])).toEqual(uprns);
  });

  it('put every premises inside the small area that the directory names', () => {
    const polygons = new Map(areas.map(({ code, rings }) => [code, rings]));
    const directory = rowsOf('ONSUD');
    for (const [at, row] of rowsOf('osopenuprn').entries()) {
      // Every seventh is enough; turf is not what the generator asks.
      if (at % 7 !== 0) continue;
      const rings = (polygons.get(directory[at]?.['LSOA21CD'] ?? '') ?? []).map((ring) =>
        Array.from({ length: ring.length / 2 }, (_, corner) => [
          ring[2 * corner] ?? NaN,
          ring[2 * corner + 1] ?? NaN,
        ]),
      );
      const point = [number(row, 'X_COORDINATE'), number(row, 'Y_COORDINATE')];
      expect(rings.some((ring) => turf.booleanPointInPolygon(point, turf.polygon([ring])))).toBe(true);
    }
  });

  it('give degrees and metres of one place', () => {
    const [row] = rowsOf('osopenuprn');
    // Seaborough lies off the Holderness coast: data/sample/README.md.
    expect(number(row ?? {}, 'LATITUDE')).toBeCloseTo(53.8, 0);
    expect(number(row ?? {}, 'LONGITUDE')).toBeCloseTo(0.7, 0);
  });

  it('join: every postcode and output area of a premises is in its directory, its lookup and Ofcom’s tables', () => {
    const directory = rowsOf('ONSUD');
    const codes = new Set(directory.map((row) => row['OA21CD']));
    const postcodes = new Set(directory.map((row) => row['PCDS']));
    expect(new Set(rowsOf('ONSPD').map((row) => row['pcds']))).toEqual(postcodes);
    expect(new Set(rowsOf('fixed_pc_coverage_r1').map((row) => row['postcode_space']))).toEqual(postcodes);
    expect(new Set(rowsOf('fixed_oa_coverage_r1').map((row) => row['output_area']))).toEqual(codes);
    const larger = new Map(rowsOf('OA_LSOA').map((row) => [row['OA21CD'], row]));
    expect(larger.size).toBe(codes.size);
    for (const row of directory) {
      const { LSOA21CD, MSOA21CD } = larger.get(row['OA21CD']) ?? {};
      expect([LSOA21CD, MSOA21CD]).toEqual([row['LSOA21CD'], row['MSOA21CD']]);
    }
  });

  it('have postcodes of some fifteen premises, each within one output area', () => {
    const groups = [...grouped(rowsOf('ONSUD'), 'PCDS').values()];
    expect(6000 / groups.length).toBeGreaterThan(12);
    expect(6000 / groups.length).toBeLessThan(18);
    expect(groups.every((rows) => new Set(rows.map((row) => row['OA21CD'])).size === 1)).toBe(true);
  });

  it('count in each output area the premises of its postcodes, all of them and with a gigabit line', () => {
    const premises = grouped(rowsOf('ONSUD'), 'OA21CD');
    const byPostcode = new Map(rowsOf('fixed_pc_coverage_r1').map((row) => [row['postcode_space'], row]));
    const outputAreas = rowsOf('fixed_oa_coverage_r1');
    expect(total(outputAreas.map((row) => number(row, 'All Premises')))).toBe(6000);
    for (const row of outputAreas) {
      const homes = premises.get(row['output_area'] ?? '') ?? [];
      expect(number(row, 'All Premises')).toBe(homes.length);
      // One decimal of so few premises says how many they are.
      const ofPostcodes = [...grouped(homes, 'PCDS')].map(([postcode, rows]) =>
        Math.round(
          (number(byPostcode.get(postcode) ?? {}, 'Gigabit availability (% premises)') * rows.length) / 100,
        ),
      );
      expect(number(row, 'Number of premises with Gigabit availability')).toBe(total(ofPostcodes));
    }
  });

  it('have percentages with one decimal by postcode, and bands that make up all that is matched', () => {
    const bands = ['30<300', '>=300', '0<2', '2<5', '5<10', '10<30'];
    for (const row of rowsOf('fixed_pc_coverage_r1')) {
      const shares = bands.map((band) => row[`% of premises with ${band}Mbit/s download speed`] ?? '');
      expect(shares.every((share) => /^\d{1,3}\.\d$/.test(share))).toBe(true);
      expect(total(shares.map(Number))).toBeLessThanOrEqual(100.3);
      expect(total(shares.map(Number))).toBeGreaterThan(75);
    }
  });

  it('have fewer premises in the residential tables, and no output area with more of them', () => {
    const all = new Map(rowsOf('fixed_oa_coverage_r1').map((row) => [row['output_area'], row]));
    const residential = rowsOf('fixed_oa_res_coverage_r1');
    const share = total(residential.map((row) => number(row, 'All Premises'))) / 6000;
    expect(share).toBeGreaterThan(0.91);
    expect(share).toBeLessThan(0.95);
    for (const row of residential) {
      const whole = all.get(row['output_area']) ?? {};
      expect(number(row, 'All Premises')).toBeLessThanOrEqual(number(whole, 'All Premises'));
    }
  });

  it('have lines that go together within a postcode, and are slower in the country', () => {
    const plans = rowsOf('BDUK');
    const gigabit = (rows: readonly Row[]): number =>
      rows.filter((row) => row['current_gigabit'] === 'true').length / rows.length;
    const overall = gigabit(plans);
    const pairs = [...grouped(plans, 'postcode').values()].flatMap((rows) =>
      rows.slice(1).map((row, at) => [rows[at], row] as const),
    );
    const same = pairs.filter(([one, other]) => one?.['current_gigabit'] === other['current_gigabit']).length;
    // Two homes drawn by chance agree with probability p² + (1 − p)².
    expect(same / pairs.length).toBeGreaterThan(overall ** 2 + (1 - overall) ** 2 + 0.1);
    const size = new Map(areas.map(({ code, squareKilometres }) => [code, squareKilometres]));
    const outputAreas = new Map(rowsOf('OA_LSOA').map((row) => [row['OA21CD'], row['LSOA21CD'] ?? '']));
    const slow = (isCountry: boolean): number => {
      const rows = rowsOf('fixed_oa_coverage_r1').filter(
        (row) => (size.get(outputAreas.get(row['output_area']) ?? '') ?? 0) > 2 === isCountry,
      );
      return (
        total(rows.map((row) => number(row, 'Number of premises unable to receive 30Mbit/s'))) /
        total(rows.map((row) => number(row, 'All Premises')))
      );
    };
    expect(slow(true)).toBeGreaterThan(2 * slow(false));
  });

  it('disagree, BDUK with Ofcom, on the share of premises that was asked for', () => {
    const other = filesOf({ ...usual, disagreement: 0.2 });
    const flags = (from: Files): string[] => rowsOf('BDUK', from).map((row) => row['current_gigabit'] ?? '');
    const before = flags(files);
    const different = flags(other).filter((flag, at) => flag !== before[at]).length;
    // Four standard deviations of 6,000 draws at 0.2.
    expect(Math.abs(different / 6000 - 0.2)).toBeLessThan(0.0207);
    expect(textOf('fixed_oa_coverage_r1', other)).toBe(textOf('fixed_oa_coverage_r1'));
  });

  it('are the same for a seed, and others for another', () => {
    const few = { ...usual, premises: 500 };
    expect([...filesOf(few)]).toEqual([...filesOf(few)]);
    expect(textOf('osopenuprn', filesOf({ ...few, seed: 2 }))).not.toBe(textOf('osopenuprn', filesOf(few)));
  });

  it('come in pieces no longer than a street, however many premises there are', () => {
    const longest = (premises: number): number => {
      let most = 0;
      for (const { text } of syntheticChunks(areas, { ...usual, premises }))
        most = Math.max(most, text.length);
      return most;
    };
    expect(longest(3000)).toBeLessThan(20_000);
    expect(longest(30_000)).toBeLessThan(20_000);
  });

  it('are known by their readers, which reject nothing', async () => {
    const kinds = new Map<string, string>();
    for (const [name, text] of files) {
      const file = fileOf(text, name);
      const reader = uprnDirectory.recognise(file) > 0 ? uprnDirectory : recogniseReader(file);
      const { rejections, facts } = await readSource(reader, file);
      expect(rejections, name).toEqual([]);
      kinds.set(name, [reader.id, facts.period, facts.part].join(' '));
    }
    expect(Object.fromEntries(kinds)).toEqual({
      'synthetic_OA_LSOA_MSOA_EW_DEC_2021_LU_v3.csv': expect.stringMatching(/^area-lookup /) as string,
      'synthetic_ONSPD_FEB_2023_UK.csv': 'onspd 2023-02 ',
      'synthetic_osopenuprn_202609.csv': 'os-open-uprn 2026-09 ',
      'synthetic_ONSUD_SEP_2026_GB.csv': 'uprn-directory 2026-09 gb',
      'synthetic_202605_BDUK_uprn_release_synthetic.csv': 'bduk-premises 2026-05 synthetic',
      'synthetic_202601_fixed_oa_coverage_r1.csv': expect.stringMatching(
        /^ofcom-fixed-coverage 2026-01/,
      ) as string,
      'synthetic_202601_fixed_oa_res_coverage_r1.csv': expect.stringMatching(
        /^ofcom-fixed-coverage 2026-01.*residential/,
      ) as string,
      'synthetic_202601_fixed_pc_coverage_r1_ZY.csv': expect.stringMatching(
        /^ofcom-fixed-coverage 2026-01.*ZY/,
      ) as string,
      'synthetic_202601_fixed_pc_coverage_res_r1_ZY.csv': expect.stringMatching(
        /^ofcom-fixed-coverage 2026-01.*ZY/,
      ) as string,
    });
  });
});

describe('codes that belong to nobody', () => {
  it('are postcodes, each once, and go on in the next area', () => {
    const texts = Array.from({ length: 9000 }, (_, at) => postcodeText(391_500 + at));
    expect(new Set(texts).size).toBe(9000);
    expect(texts.every((text) => parsePostcode(text)?.display === text)).toBe(true);
    expect(postcodeText(0)).toBe('ZY1 0AA');
    expect(postcodeText(395_999)).toBe('ZY99 9ZZ');
    expect(postcodeText(396_000)).toBe('ZX1 0AA');
    expect(() => postcodeText(2_376_000)).toThrow(RangeError);
  });

  it('are output areas to the readers', () => {
    expect(areaTypeOf(outputAreaCode('E', 0))).toBe('oa');
    expect(outputAreaCode('W', 178_359)).toBe('W00978359');
  });
});

describe('the folder of synthetic files', () => {
  const root = temporaryFolder();
  const made = { ...usual, premises: 300, region: '', boundaries };

  it('is marked as made up, by its manifest, its README and every name', async () => {
    const folder = join(root, 'good');
    const written = await writeSynthetic(folder, syntheticChunks(areas, made), made);
    expect(existsSync(`${folder}.unfinished`)).toBe(false);
    const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    expect(names).toHaveLength(9);
    expect(names.every((name) => name.startsWith('synthetic_'))).toBe(true);
    for (const { name, bytes } of written) {
      expect(readFileSync(join(folder, name)).length, name).toBe(bytes);
      expect(readFileSync(join(folder, name), 'utf8')).toBe(textOf(name, filesOf(made)));
    }
    const { manifest, root: base } = await readManifest(join(folder, 'manifest.yaml'), {
      repository: 'x',
      shared: 'x',
    });
    expect(manifest.madeUp).toBe(true);
    expect(manifest.files).toHaveLength(12);
    expect(manifest.files.every(({ path }) => existsSync(join(base, path)))).toBe(true);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/Everything in this folder is made up/);
  });

  it('is not written over anything', async () => {
    const folder = join(root, 'full');
    mkdirSync(folder);
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    await expect(writeSynthetic(folder, syntheticChunks(areas, made), made)).rejects.toMatchObject({
      code: 'conflict',
      details: { field: 'folder', value: folder },
    });
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  it('is not there where the writing breaks off', async () => {
    const folder = join(root, 'broken');
    function* broken() {
      yield { file: 'synthetic_a.csv', text: 'a' };
      throw new Error('no more');
    }
    await expect(writeSynthetic(folder, broken(), made)).rejects.toThrow('no more');
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(`${folder}.unfinished`)).toBe(false);
  });
});

describeWithShared('headers of synthetic files and of published ones', () => {
  const published = (name: string): string =>
    readFileSync(sharedPath('data/national/samples', name), 'utf8').split('\n', 1)[0] ?? '';
  const header = (part: string): string => textOf(part).split('\n', 1)[0] ?? '';
  const withoutEnd = (line: string): string => line.replace('\r', '');

  it.each([
    ['osopenuprn', 'osopenuprn_BartonStDavid_54rows.csv'],
    ['BDUK', '202605_BDUK_uprn_release_sample.csv'],
    ['ONSPD', 'ONSPD_2023_UK.EXCERPT.csv'],
    ['fixed_pc_coverage_r1', '202601_fixed_pc_coverage_r2_CR.published-bytes.csv'],
    ['fixed_oa_coverage_r1', '202601_fixed_oa_coverage_r1.csv'],
    ['fixed_oa_res_coverage_r1', '202601_fixed_oa_res_coverage_r1.csv'],
  ])('%s is that of %s', (part, name) => {
    expect(withoutEnd(header(part))).toBe(withoutEnd(published(name)));
  });

  it('fixed_pc_coverage_res_r1 is that of 202601_fixed_pc_coverage_res_r1_CR.csv, but for the mark', () => {
    expect(withoutEnd(header('fixed_pc_coverage_res_r1')).replace('\ufeff', '')).toBe(
      withoutEnd(published('202601_fixed_pc_coverage_res_r1_CR.csv')),
    );
  });

  it('begin with the mark and end lines in CRLF where OS and Ofcom do', () => {
    expect(header('osopenuprn')).toBe('\ufeffUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\r');
    expect(header('fixed_pc_coverage_r1')).toBe(
      published('202601_fixed_pc_coverage_r2_CR.published-bytes.csv'),
    );
  });
});
