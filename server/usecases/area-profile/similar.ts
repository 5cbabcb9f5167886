import type { KnownSimilar, SimilarAreas, SimilarFigure } from '../../../core/contract/area-page/similar.ts';
import { nationOfCode } from '../../../core/geography/nation.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import { mostSimilar, standardiseFigures, type SimilarArea } from '../../../core/similar/similar-areas.ts';
import { isSimilarInput } from '../../../core/similar/similar-inputs.ts';
import type { ExplainedPlace } from '../explain-area.ts';
import type { FigureTable } from '../figures/figure-table.ts';
import type { PlacedColumn } from '../indicator-column.ts';
import { attributionOf } from '../list-scores.ts';
import { oncePer } from '../once-per.ts';
import { rowByCode } from '../row-by-code.ts';
import { present } from '../scored-places.ts';

const similarCount = 5;
const namedFigures = 2;

/** The figures of all areas of a kind made comparable: worked out once for each set of columns. */
const standardised = oncePer((columns: FigureTable['columns'], table: FigureTable) => {
  const own = new Set(table.table.inputs.compiled.leaves.map(({ indicatorId }) => indicatorId));
  const inputs = [...columns].flatMap(([id, placed]) =>
    isSimilarInput({ id, unit: placed.series.unit }, own) ? [placed] : [],
  );
  const figures = standardiseFigures(
    inputs.map(({ column }) => column.values),
    table.places.rows,
  );
  return { figures, inputs: figures.kept.flatMap((at) => inputs[at] ?? []) };
});

/**
 * The five areas of the same kind whose figures are most like an area's own: the inputs of the profile and the figures on
 * its people, each counting the same (docs/methods/similar-areas.md).
 */
export function similarAreas(
  table: FigureTable,
  { area }: ExplainedPlace,
  among: KnownSimilar['among'] = 'everything',
): SimilarAreas {
  const { places } = table;
  const row = rowByCode(places).get(area.code);
  if (row === undefined) return { status: 'missing', reason: 'not-compared' };
  const { figures, inputs } = standardised(table.columns, table);
  const nation = nationOfCode(area.code)?.code;
  const candidates =
    among === 'everything'
      ? places.rows
      : places.rows.filter((each) => nationOfCode(places.codes[each] ?? '')?.code === nation);
  if (candidates.length < 2) return { status: 'missing', reason: 'no-others' };
  const { codes } = places;
  const found = mostSimilar(figures, { row, candidates, codes, count: similarCount });
  if (found.length === 0) return { status: 'missing', reason: 'too-few-inputs' };
  return {
    status: 'known',
    type: places.type,
    among,
    candidates: candidates.length - 1,
    inputs: inputs.map(({ series }) => ({
      indicatorId: series.indicatorId,
      title: series.title,
      period: series.period,
      datasetTitle: series.datasetTitle,
      publisher: series.publisher,
      licence: series.licence,
    })),
    missingInputs: inputs
      .filter(({ column }) => Number.isNaN(column.values[row] ?? NaN))
      .map(({ series }) => series.indicatorId),
    areas: found.map((each) => describe(table, inputs, { own: row, figures, found: each })),
    attribution: joinAttributions([
      attributionOf(table.table),
      ...inputs.map(({ series }) => ({ lines: [series.attribution], madeUp: series.madeUp })),
    ]),
  };
}

interface FoundArea {
  readonly own: number;
  readonly found: SimilarArea;
  readonly figures: ReturnType<typeof standardiseFigures>;
}

function describe(
  { places, table }: FigureTable,
  inputs: readonly PlacedColumn[],
  { own, found, figures }: FoundArea,
): KnownSimilar['areas'][number] {
  const { row, distance, shared } = found;
  const size = figures.kept.length;
  const compared = inputs
    .flatMap(({ series, column }, at): SimilarFigure[] => {
      const gap = (figures.scores[row * size + at] ?? NaN) - (figures.scores[own * size + at] ?? NaN);
      if (Number.isNaN(gap)) return [];
      const { indicatorId, title, phrase, unit, decimals } = series;
      const [ownValue, value] = [column.values[own] ?? NaN, column.values[row] ?? NaN];
      return [{ indicatorId, title, phrase, unit, decimals, ownValue, value, gap }];
    })
    .sort((a, b) => Math.abs(a.gap) - Math.abs(b.gap));
  const { code, name, placeName } = places.score(row);
  const authorities = table.inputs.parents.find(({ type }) => type === 'lad');
  return {
    ...{ code, name, placeName, distance, shared },
    authority: places.type === 'lad' ? null : (authorities?.names[places.parentPosition('lad', row)] ?? null),
    score: present(places.scores[row]),
    decile: places.ranking.decile[row] || null,
    mostAlike: compared.slice(0, namedFigures),
    mostDifferent: compared.slice(namedFigures).toReversed().slice(0, namedFigures),
  };
}
