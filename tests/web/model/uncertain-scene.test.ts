import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RankIntervalList } from '../../../core/contract/rank-interval.ts';
import { legendModel, rowSwatch } from '../../../web/map/legend.ts';
import { areaLine, certaintyWords, chanceWords, intervalWords } from '../../../web/model/area-words.ts';
import { createSceneBuilder } from '../../../web/model/build-scene.ts';
import { createRescorer } from '../../../web/model/rescore.ts';
import type { Scene } from '../../../web/model/scene.ts';
import { tableCsv, tableMetadata } from '../../../web/model/table-download.ts';
import { tableRows } from '../../../web/model/table-rows.ts';
import { parseState } from '../../../web/state/url-state.ts';
import { smallBlock, smallProfile } from './small-block.ts';
import { knownIntervals, missingIntervals, smallSummary } from './small-intervals.ts';

const block = smallBlock();
const loaded = { summary: smallSummary, block, rescorer: createRescorer(block, smallProfile) };
const sceneOf = (query: string, intervals: RankIntervalList | null = knownIntervals): Scene =>
  createSceneBuilder()(
    parseState(new URLSearchParams(query)),
    { loaded, columns: new Map(), clusters: null, intervals },
    [smallSummary],
  );
const uncertainItem = (scene: Scene) =>
  legendModel(scene, 'areas').items.find(({ kind }) => kind === 'uncertain');

describe('uncertain areas, hatched', () => {
  let scene: Scene;
  beforeAll(() => {
    scene = sceneOf('hatch=uncertain');
  });

  it('are those of the answer, and only while the reader asks', () => {
    expect([...(scene.hatched ?? [])]).toEqual([0, 1, 0, 0, 0, 0]);
    expect(sceneOf('').hatched).toBeNull();
    expect(sceneOf('').intervals).toBeNull();
    expect(uncertainItem(sceneOf(''))).toBeUndefined();
  });

  it('stand in the legend with their number, in the summary, and beside their name', () => {
    expect(uncertainItem(scene)).toMatchObject({
      patterns: ['uncertain'],
      label: 'Hatched: may or may not be among the worst tenth, depending on reasonable choices of method',
      count: 1,
    });
    expect(scene.summary).toMatch(/1 area may or may not be in the worst tenth \(hatched\)\.$/);
    expect(rowSwatch(scene, 1).patterns).toEqual(['uncertain']);
    expect(rowSwatch(scene, 0).patterns).toEqual([]);
    expect(uncertainItem(sceneOf('hatch=uncertain&weights=aged:2'))?.label).toContain('published weights');
  });

  it('are not hatched where a filter hides them, nor on other layers than areas', () => {
    expect([...(sceneOf('hatch=uncertain&where=indicator:aged>=5').hatched ?? [])]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(uncertainItem(sceneOf('hatch=uncertain&layer=hexagons'))).toBeUndefined();
    expect(sceneOf('hatch=uncertain&layer=hexagons').summary).not.toContain('(hatched)');
  });

  it('are called uncertain in words: beside the map, in the table and for screen readers', () => {
    expect([0, 1, 2, 3, 4].map((row) => chanceWords(scene, row))).toEqual([
      ...['99%', '40%, uncertain', '5%', '0%', 'no rank'],
    ]);
    expect([0, 1, 2, 4].map((row) => intervalWords(scene, row))).toEqual([
      '1',
      '1 to 4',
      '2 to 4',
      'no rank',
    ]);
    expect(certaintyWords(scene, 1)).toBe('Uncertain: in the worst tenth in 40% of plausible versions');
    expect(certaintyWords(scene, 0)).toMatch(/^Settled: /);
    expect(certaintyWords(scene, 5)).toBe('');
    expect(areaLine(scene, 1)).toMatch(/Uncertain: .*versions\.$/);
    expect(areaLine(sceneOf(''), 1)).not.toContain('ncertain');
  });

  it('say that nothing is hatched where it was never worked out, rather than looking settled', () => {
    const unknown = sceneOf('hatch=uncertain', missingIntervals);
    expect(unknown.hatched).toBeNull();
    expect(uncertainItem(unknown)).toMatchObject({ patterns: [], count: -1 });
    expect(uncertainItem(unknown)?.label).toMatch(/^Nothing is hatched\. .* atlas uncertainty small$/);
  });
});

describe('the chance of the worst tenth on the map', () => {
  it('colours by its own classes, and falls back to the score where it is not known', () => {
    const scene = sceneOf('show=worst-tenth');
    expect([...scene.classified.classOf]).toEqual([0, 3, 5, 5, -1, -1]);
    expect(scene.colours).toHaveLength(6);
    expect(scene.title).toMatch(/^Chance of being in the worst tenth by/);
    expect(scene.summary).toContain('1 of 6 LSOAs is in the class “95 to 100%: almost certain”');
    expect(areaLine(scene, 1)).toContain('worst tenth: 40% (less likely than not).');
    expect(legendModel(scene, 'areas')).toMatchObject({ first: 'In the worst tenth' });
    expect(sceneOf('show=worst-tenth', missingIntervals).measure.key).toBe('score');
    expect(sceneOf('show=worst-tenth', null).measure.key).toBe('score');
  });
});

describe('the table with how sure ranks are', () => {
  const columnsOf = (query: string): string[] =>
    tableCsv(sceneOf(query), [0]).split('\n')[0]?.trim().split(',') ?? [];

  it('is sorted by the chance and by the interval, the unranked last', () => {
    const scene = sceneOf('hatch=uncertain');
    const order = (column: 'chance' | 'interval', descending: boolean): number[] =>
      tableRows({ ...scene, values: [] }, { column, descending }, '');
    expect(order('chance', true)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(order('interval', true).slice(0, 2)).toEqual([3, 2]);
    expect(order('chance', false).slice(-2)).toEqual([4, 5]);
  });

  it('is downloaded with the interval, the chance once, and whether it is uncertain', () => {
    const own = ['rank_q5', 'rank_q95', 'worst_tenth_share', 'worst_tenth_uncertain'];
    expect(columnsOf('show=worst-tenth').filter((name) => own.includes(name))).toEqual(own);
    expect(columnsOf('show=worst-tenth')).not.toContain('worst-tenth');
    const published = columnsOf('hatch=uncertain&weights=aged:2').filter((name) =>
      name.startsWith('published_'),
    );
    expect(published).toEqual(own.map((name) => `published_${name}`));
    expect(columnsOf('').filter((name) => own.includes(name))).toEqual([]);
    const scene = sceneOf('hatch=uncertain');
    const { data } = Papa.parse<Record<string, string>>(tableCsv(scene, [1, 4]), {
      header: true,
      skipEmptyLines: true,
    });
    const cells = data.map((row) => own.map((name) => row[name]));
    expect(cells).toEqual([
      ['1', '3.2', '0.4', 'yes'],
      ['', '', '', ''],
    ]);
    expect(JSON.stringify(tableMetadata(scene, 'a.csv', '2026-01-01'))).toContain('worst_tenth_uncertain');
  });

  it('has the score once where the map falls back to it', () => {
    const header = tableCsv(sceneOf('show=worst-tenth', missingIntervals), [0]).split('\n')[0] ?? '';
    expect(header.split(',').filter((name) => name === 'score')).toHaveLength(1);
  });
});
