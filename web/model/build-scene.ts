import { formatBase } from '../../core/contract/base-text.ts';
import type { ProfileSummary } from '../../core/contract/profile.ts';
import type { ScoredIndex } from '../../core/index/score-index.ts';
import { filteredOutClass } from '../map/class-state.ts';
import { riskColours } from '../map/palette.ts';
import { areaTypeWords, isReweighted } from '../state/explorer-state.ts';
import type { ExplorerState, Measure } from '../state/explorer-state.ts';
import { passes } from '../state/filter-rule.ts';
import type { FilterField, FilterSet } from '../state/filter-rule.ts';
import { areaTable, parentMean } from './area-table.ts';
import type { AreaTable } from './area-table.ts';
import { mapSummary } from './map-summary.ts';
import { createMemo } from './memo.ts';
import type { ProfileBlock } from './profile-block.ts';
import type { Rescorer } from './rescore.ts';
import { classifyAreas } from './risk-classes.ts';
import type { MeasureInfo, Scene } from './scene.ts';
import { formatFigure } from '../../core/index/format-figure.ts';

/** What has been fetched for the profile and base that the state asks for. */
export interface LoadedProfile {
  readonly summary: ProfileSummary;
  readonly block: ProfileBlock;
  readonly rescorer: Rescorer;
}

function scoreMeasure(table: AreaTable): MeasureInfo {
  return {
    key: 'score',
    title: 'Overall risk score',
    isHigherRiskier: true,
    values: table.score,
    format: (value) => `${value.toFixed(1)} out of 100`,
    note: '0 is least risk, 100 greatest.',
  };
}

function indicatorColumn(block: ProfileBlock, table: AreaTable, id: string): Float64Array | undefined {
  const base = block.indicators.get(id);
  const parent = block.parents.get(table.type);
  if (base === undefined || table.type === 'lsoa' || parent === undefined) return base;
  return parentMean(block, base, parent);
}

/** The measure that the state asks for; a link to one that the profile has no longer falls back to the score. */
function measureOf(measure: Measure, loaded: LoadedProfile, table: AreaTable): MeasureInfo {
  const { block, rescorer } = loaded;
  if (measure.kind === 'score') return scoreMeasure(table);
  if (measure.kind === 'component') {
    const values = table.components.get(measure.id);
    const node = rescorer.compiled.nodes.find(({ id }) => id === measure.id);
    if (values === undefined || node === undefined) return scoreMeasure(table);
    return {
      key: `component:${measure.id}`,
      title: node.title,
      isHigherRiskier: true,
      values,
      format: (value) => value.toFixed(2),
      note: 'A component of the score: higher is riskier.',
    };
  }
  const info = block.header.indicators.find(({ id }) => id === measure.id);
  const values = indicatorColumn(block, table, measure.id);
  if (info === undefined || values === undefined) return scoreMeasure(table);
  const isMean = table.type !== 'lsoa';
  return {
    key: `indicator:${measure.id}`,
    title: info.title,
    isHigherRiskier: info.direction === 'higher-is-riskier',
    values,
    format: (value) => formatFigure(value, info),
    note: `${info.datasetTitle}, ${info.publisher}, ${info.period}.${isMean ? ' Mean of the neighbourhoods, weighted by people.' : ''}`,
  };
}

function fieldReader(
  block: ProfileBlock,
  table: AreaTable,
): (field: FilterField) => (row: number) => number | null {
  const read = (
    column: ArrayLike<number> | undefined,
    missing?: number,
  ): ((row: number) => number | null) => {
    return (row) => {
      const value = column?.[row] ?? NaN;
      return Number.isNaN(value) || value === missing ? null : value;
    };
  };
  return (field) => {
    if (field === 'score') return read(table.score);
    if (field === 'rank') return read(table.rank);
    if (field === 'decile') return read(table.decile, 0);
    return read(indicatorColumn(block, table, field.slice('indicator:'.length)));
  };
}

function filteredRows(filters: FilterSet, block: ProfileBlock, table: AreaTable): Uint8Array {
  const readerOf = fieldReader(block, table);
  const readers = new Map(filters.rules.map(({ field }) => [field, readerOf(field)]));
  return Uint8Array.from({ length: table.codes.length }, (_, row) =>
    passes(filters, (field) => readers.get(field)?.(row) ?? null) ? 1 : 0,
  );
}

function baseInWords(block: ProfileBlock): string {
  const { base } = block.header;
  switch (base.kind) {
    case 'everything':
      return 'compared with all areas that are loaded';
    case 'within':
      return {
        nation: 'each nation by itself',
        region: 'each region by itself',
        lad: 'each authority by itself',
      }[base.type];
    case 'selection': {
      const parents = [...block.parents.values()];
      const names = base.codes.map((code) => {
        const parent = parents.find(({ codes }) => codes.includes(code));
        return parent?.names[parent.codes.indexOf(code)] ?? code;
      });
      return `compared within ${names.join(', ')} only`;
    }
  }
}

function titleOf(block: ProfileBlock, table: AreaTable, measure: MeasureInfo): string {
  const authorities = block.parents.get('lad');
  const present = new Set(authorities?.positions);
  const [only] = present.size === 1 ? [...present] : [];
  const where = only === undefined ? '' : (authorities?.names[only] ?? '');
  return `${measure.title} by ${areaTypeWords[table.type].one}${where === '' ? '' : `, ${where}`}`;
}

/**
 * Makes scenes from states. Each step is kept while its own inputs stand: dragging a weight scores again, but panning,
 * selecting or sorting does not.
 */
export function createSceneBuilder(): (
  state: ExplorerState,
  loaded: LoadedProfile,
  profiles: readonly ProfileSummary[],
) => Scene & { readonly scored: ScoredIndex } {
  const score = createMemo(
    (loaded: LoadedProfile, weights: ExplorerState['weights'], off: ExplorerState['off']) =>
      loaded.rescorer.score({ weights, off }),
    2,
  );
  const original = createMemo((loaded: LoadedProfile) => loaded.rescorer.score({ weights: {}, off: [] }), 1);
  const table = createMemo(
    (scored: ScoredIndex, block: ProfileBlock, type: AreaTable['type']) => areaTable(block, scored, type),
    3,
  );
  const measured = createMemo(measureOf, 3);
  const classify = createMemo(
    (measure: MeasureInfo, classing: ExplorerState['classing'], classCount: number) =>
      classifyAreas({ ...measure, classing, classCount }),
    3,
  );
  const filter = createMemo(filteredRows, 4);

  return (state, loaded, profiles) => {
    const { block, rescorer, summary } = loaded;
    const choice = { weights: state.weights, off: state.off };
    const published = original(loaded);
    const changed = isReweighted(state);
    const scored = changed ? score(loaded, state.weights, state.off) : published;
    const type = state.areaType === 'lsoa' || block.parents.has(state.areaType) ? state.areaType : 'lsoa';
    const areas = table(scored, block, type);
    const before = table(published, block, type);
    const measure = measured(state.measure, loaded, areas);
    const classified = classify(measure, state.classing, state.classCount);
    const included = filter(state.filters, block, areas);
    const title = titleOf(block, areas, measure);
    return {
      state,
      profiles,
      profile: summary,
      block,
      rescorer,
      scored,
      table: areas,
      measure,
      classified,
      colours: riskColours(state.palette, classified.classes.length),
      included,
      paintClasses: classified.classOf.map((riskClass, row) =>
        included[row] === 1 ? riskClass : filteredOutClass,
      ),
      rankChange: areas.rank.map((rank, row) => (before.rank[row] ?? NaN) - rank),
      shares: rescorer.shares(choice),
      isReweighted: changed,
      title,
      baseText: formatBase(block.header.base),
      baseWords: `${summary.title}, ${baseInWords(block)}${changed ? ', with weights changed by the reader' : ''}`,
      summary: mapSummary({
        table: areas,
        classified,
        included,
        measureTitle: measure.title.toLowerCase(),
        areaWords: areaTypeWords[areas.type].short,
        classWords: state.classing === 'decile' ? 'the worst tenth' : 'the class at greatest risk',
        hasFilters: state.filters.rules.length > 0,
      }),
      attribution: block.header.attribution,
    };
  };
}
