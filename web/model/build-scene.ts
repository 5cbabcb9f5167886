import { formatBase } from '../../core/contract/base-text.ts';
import type { ProfileSummary } from '../../core/contract/profile.ts';
import type { ScoredIndex } from '../../core/index/score-index.ts';
import { joinAttributions } from '../../core/join-attributions.ts';
import type { ClusterList } from '../../core/contract/clusters.ts';
import type { RankIntervalList } from '../../core/contract/rank-interval.ts';
import { filteredOutClass } from '../map/class-state.ts';
import { riskColours } from '../../core/classify/risk-colours.ts';
import { isReweighted, showsIntervals } from '../state/explorer-state.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { areaTable } from './area-table.ts';
import type { AreaTable } from './area-table.ts';
import { chanceMeasure } from './chance-measure.ts';
import { clusterMeasure } from './cluster-measure.ts';
import { placesInWords } from './base-places.ts';
import { filteredRows } from './filtered-rows.ts';
import type { OpenColumns } from './indicator-columns.ts';
import type { LoadedProfile } from './loaded-profile.ts';
import { mapSummary } from './map-summary.ts';
import { measureOf } from './measure.ts';
import { createMemo } from './memo.ts';
import type { ProfileBlock } from './profile-block.ts';
import { areaIntervals, intervalsMissingWords } from './rank-intervals.ts';
import type { AreaIntervals } from './rank-intervals.ts';
import { classifyAreas } from './risk-classes.ts';
import type { MeasureInfo, Scene } from './scene.ts';
import { t } from '../language/words.ts';

/** What a scene is made from besides the state. */
interface SceneSources {
  readonly loaded: LoadedProfile;
  readonly columns: OpenColumns;
  readonly clusters: ClusterList | null;
  readonly intervals: RankIntervalList | null;
}

function baseInWords(block: ProfileBlock): string {
  const { base } = block.header;
  switch (base.kind) {
    case 'everything':
      return t('explorer.comparedEverything');
    case 'within':
      return t(
        (
          {
            nation: 'explorer.nationByItself',
            region: 'explorer.regionByItself',
            lad: 'explorer.authorityByItself',
          } as const
        )[base.type],
      );
    case 'selection':
      return t('explorer.comparedWithin', { places: placesInWords(block, base.codes) });
  }
}

const plain: Scene['patterns'] = [];

/** The class at greatest risk, as it is called in a sentence. */
function classWords(
  { classing }: ExplorerState,
  { ownClasses }: MeasureInfo,
  { classes }: Scene['classified'],
): string {
  if (ownClasses !== undefined) return t('explorer.classNamed', { label: classes[0]?.label ?? '' });
  return t(classing === 'decile' ? 'explorer.worstTenth' : 'explorer.worstClass');
}

function titleOf(block: ProfileBlock, table: AreaTable, measure: MeasureInfo): string {
  const authorities = block.parents.get('lad');
  const present = new Set(authorities?.positions);
  const [only] = present.size === 1 ? [...present] : [];
  const where = only === undefined ? '' : (authorities?.names[only] ?? '');
  const title = t('explorer.titleBy', { measure: measure.title, kind: t(`kinds.${table.type}One`) });
  return where === '' ? title : `${title}, ${where}`;
}

/**
 * Makes scenes from states. Each step is kept while its own inputs stand: dragging a weight scores again, but panning,
 * selecting or sorting does not.
 */
export function createSceneBuilder(): (
  state: ExplorerState,
  sources: SceneSources,
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
  const clustered = createMemo(clusterMeasure, 2);
  const classify = createMemo(
    (measure: MeasureInfo, classing: ExplorerState['classing'], classCount: number) =>
      measure.ownClasses?.classified ?? classifyAreas({ ...measure, classing, classCount }),
    3,
  );
  const trusted = createMemo(areaIntervals, 3);
  const chances = createMemo(chanceMeasure, 2);
  const hatch = createMemo(
    ({ isFragile }: AreaIntervals, included: Uint8Array) =>
      isFragile.map((one, row) => one * (included[row] ?? 0)),
    2,
  );
  const filter = createMemo(filteredRows, 4);

  return (wanted, { loaded, columns, clusters, intervals: list }, profiles) => {
    // The mean of categories means nothing: hexagons of clusters are not drawn.
    const isClusters = wanted.measure.kind === 'clusters' && clusters !== null && wanted.areaType === 'lsoa';
    const state: ExplorerState =
      isClusters && wanted.layer === 'hexagons' ? { ...wanted, layer: 'areas' } : wanted;
    const { block, rescorer, summary } = loaded;
    const choice = { weights: state.weights, off: state.off };
    const published = original(loaded);
    const changed = isReweighted(state);
    const scored = changed ? score(loaded, state.weights, state.off) : published;
    const type = state.areaType === 'lsoa' || block.parents.has(state.areaType) ? state.areaType : 'lsoa';
    const areas = table(scored, block, type);
    const before = table(published, block, type);
    const intervals = showsIntervals(state) ? trusted(areas, list) : null;
    const measure = isClusters
      ? clustered(areas, clusters, changed)
      : state.measure.kind === 'worst-tenth' && intervals !== null
        ? chances(areas, intervals, changed)
        : measured(state.measure, loaded, areas, columns);
    const classified = classify(measure, state.classing, state.classCount);
    const included = filter(state.filters, block, areas, columns);
    const hatched = state.isUncertainHatched && intervals !== null ? hatch(intervals, included) : null;
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
      colours: measure.ownClasses?.colours ?? riskColours(state.palette, classified.classes.length),
      patterns: measure.ownClasses?.patterns ?? plain,
      intervals,
      intervalsMissing: showsIntervals(state) ? intervalsMissingWords(summary, list) : '',
      hatched,
      included,
      paintClasses: classified.classOf.map((riskClass, row) =>
        included[row] === 1 ? riskClass : filteredOutClass,
      ),
      rankChange: areas.rank.map((rank, row) => (before.rank[row] ?? NaN) - rank),
      shares: rescorer.shares(choice),
      isReweighted: changed,
      title,
      baseText: formatBase(block.header.base),
      baseWords: `${summary.title}, ${baseInWords(block)}${changed ? t('explorer.weightsChanged') : ''}`,
      summary: isClusters
        ? t('explorer.clustersMap', { sentence: clusters.sentence })
        : mapSummary({
            table: areas,
            classified,
            included,
            // Titles of figures hold names: "Welsh Index of ...".
            measureTitle: ['score', 'worst-tenth'].includes(measure.key)
              ? measure.title.toLowerCase()
              : measure.title,
            areaWords: t(`kinds.${areas.type}Short`),
            classWords: classWords(state, measure, classified),
            isOfScore: !measure.key.startsWith('indicator:'),
            hasFilters: state.filters.rules.length > 0,
            hatchedCount: state.layer === 'areas' ? (hatched?.reduce((sum, one) => sum + one, 0) ?? 0) : 0,
          }),
      attribution:
        measure.credit === null
          ? block.header.attribution
          : joinAttributions([block.header.attribution, measure.credit]),
    };
  };
}
