import { areaTypes, parentTypes, type AreaType } from '../../../core/contract/area.ts';
import {
  comparedAreas,
  type AreaComparison,
  type besideChoices,
} from '../../../core/contract/area-comparison.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import { comparisonSentences } from '../../../core/compare/comparison-sentences.ts';
import { AppError } from '../../../core/errors.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { effectiveWeights } from '../../../core/index/weights.ts';
import type { Queryable } from '../../database/database.ts';
import { rowsInParent } from '../explain-area.ts';
import { explainInterval } from '../explain-interval.ts';
import type { Figures, FigureTable } from '../figures/figure-table.ts';
import { attributionOf } from '../list-scores.ts';
import { loadedExtent } from '../loaded-extent.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { compareIndicators } from './compare-indicators.ts';
import { scoredAreas, parentOf, type ScoredArea } from './scored-area.ts';

export interface ComparisonRequest {
  readonly profileId: string;
  readonly codes: readonly string[];
  readonly beside: (typeof besideChoices)[number];
  readonly t: Translate;
}

type ComparedArea = AreaComparison['areas'][number];

/**
 * Refuses a list of areas that is no comparison.
 *
 * @throws AppError invalid-request; `details.fault` says of which kind, for the page to say in its own words.
 */
export function checkCodes(codes: readonly string[]): void {
  const refuse = (fault: string, reason: string, value: unknown): never => {
    throw new AppError('invalid-request', `These areas cannot be compared: ${reason}.`, {
      details: { field: 'areas', value, reason, fault },
    });
  };
  const repeated = codes.find((code, at) => codes.indexOf(code) < at);
  if (repeated !== undefined) refuse('repeated', `"${repeated}" is there twice`, repeated);
  if (codes.length > comparedAreas.most) {
    refuse('too-many', `there are ${codes.length}, and at most ${comparedAreas.most} can be`, codes.length);
  }
  if (codes.length < comparedAreas.least) {
    refuse('too-few', `at least ${comparedAreas.least} are needed`, codes.length);
  }
}

function codeOf({ places, row }: ScoredArea): string {
  return places.codes[row] ?? '';
}

/** A place as answers name it. */
export function placeOf({ places, row }: ScoredArea) {
  const { type, vintage, names } = places;
  return { code: codeOf({ places, row }), name: names[row] ?? '', type, vintage };
}

async function describeArea(
  database: Queryable,
  table: ScoreTable,
  area: ScoredArea,
  { codes, t }: Pick<ComparisonRequest, 'codes' | 't'>,
): Promise<ComparedArea> {
  const { places, row } = area;
  const isOwn = places.type === table.inputs.profile.areas.type;
  const authority = parentOf(table, area, 'lad');
  const wholes = parentTypes.flatMap((type) => parentOf(table, area, type) ?? []);
  return {
    ...placeOf(area),
    isPartOnly: loadedExtent(table, places, row) === 'part',
    score: places.score(row),
    rankInterval: await explainInterval(
      database,
      table,
      {
        ...{ places, row },
        authorityRows: rowsInParent(table, places, { type: 'lad', row }),
        kindNoun: isOwn ? null : t('sentences.comparedKinds', { kind: places.type }),
      },
      t,
    ),
    rankGroup: places.ranking.groups.ids[row] ?? -1,
    authority:
      authority === null
        ? null
        : { code: codeOf(authority), name: authority.places.names[authority.row] ?? '' },
    partOf: wholes.map(codeOf).filter((code) => codes.includes(code)),
  };
}

/** Authorities and whole nations of the areas, each once, that are not compared themselves: a part is no measure. */
function areasBeside(
  table: ScoreTable,
  areas: readonly ScoredArea[],
  beside: ComparisonRequest['beside'],
): ScoredArea[] {
  const wanted = { none: [], authority: ['lad'], nation: ['nation'], both: ['lad', 'nation'] } as const;
  const compared = new Set(areas.map(codeOf));
  const found = wanted[beside].flatMap((type) => areas.flatMap((area) => parentOf(table, area, type) ?? []));
  const whole = found.filter(({ places, row }) => loadedExtent(table, places, row) === 'whole');
  const byCode = new Map(whole.map((area) => [codeOf(area), area]));
  return [...byCode.values()].filter((area) => !compared.has(codeOf(area)));
}

/** What makes up the scores: points of components and of their indicators. */
function pointsOf(
  { inputs, scored }: ScoreTable,
  areas: readonly ComparedArea[],
): Pick<AreaComparison, 'components' | 'contributions'> {
  const shares = effectiveWeights(inputs.compiled, scored.weights);
  const contributions = inputs.compiled.leaves.flatMap(({ slot, indicatorId, componentId }) => {
    const weightShare = shares[slot] ?? 0;
    if (weightShare === 0) return [];
    return [
      {
        id: indicatorId,
        title: inputs.series[slot]?.title ?? indicatorId,
        componentId,
        weightShare,
        points: areas.map(({ score }) =>
          score.score === null ? null : (score.contributions[indicatorId] ?? 0),
        ),
      },
    ];
  });
  const components = inputs.compiled.nodes.flatMap(({ id, title }) => {
    const parts = contributions.filter(({ componentId }) => componentId === id);
    if (parts.length === 0) return [];
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
    return [
      {
        ...{ id, title, componentId: null },
        weightShare: sum(parts.map(({ weightShare }) => weightShare)),
        points: areas.map(({ score }, at) =>
          score.score === null ? null : sum(parts.map(({ points }) => points[at] ?? 0)),
        ),
      },
    ];
  });
  return { components, contributions };
}

/** The credit of everything that stands in the comparison. */
function creditOf(table: ScoreTable, tables: Iterable<FigureTable>): Attribution {
  const series = [...tables].flatMap(({ columns }) => [...columns.values()].map((column) => column.series));
  return joinAttributions([
    attributionOf(table),
    {
      lines: series.map(({ attribution }) => attribution),
      madeUp: series.some(({ madeUp }) => madeUp),
    },
  ]);
}

/**
 * Sets two to six areas side by side, of one kind or of several: what can be said of their ranks, the figures on which they differ
 * most, their scores with what makes them up, and every figure with why it is missing where it is. Figures are measured by the
 * places of the smallest kind among them, so that nothing depends on the order of the areas but the order of the columns.
 *
 * @throws AppError invalid-request for too few, too many or repeated areas; not-found for one without a score; as
 *   Figures.of.
 */
export async function compareAreas(
  { database, figures }: { readonly database: Queryable; readonly figures: Figures },
  { profileId, codes, beside, t }: ComparisonRequest,
): Promise<AreaComparison> {
  checkCodes(codes);
  const { table } = await figures.of({ profileId });
  const areas = scoredAreas(table, codes);
  const references = areasBeside(table, areas, beside);
  const shown = [...areas, ...references];
  const tables = new Map<AreaType, FigureTable>();
  for (const type of new Set(shown.map(({ places }) => places.type))) {
    tables.set(type, await figures.of({ profileId, type }));
  }
  const types = areas.map(({ places }) => places.type);
  const measuredBy = areaTypes.find((type) => types.includes(type)) ?? table.inputs.profile.areas.type;
  const measure = tables.get(measuredBy) ?? (await figures.of({ profileId, type: measuredBy }));
  const described = await Promise.all(areas.map((area) => describeArea(database, table, area, { codes, t })));
  const figuresBeside = compareIndicators({ tables, measure, shown, codes });
  const { id, title, version } = table.inputs.profile;
  return {
    status: 'compared',
    profile: { id, title, version },
    beside,
    base: table.base,
    areas: described,
    references: references.map(placeOf),
    measuredBy,
    ...figuresBeside,
    sentences: comparisonSentences({ areas: described, ...figuresBeside }, t),
    ...pointsOf(table, described),
    attribution: creditOf(table, tables.values()),
  };
}
