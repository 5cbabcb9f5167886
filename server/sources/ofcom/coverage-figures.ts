import { parseNumber } from '../number.ts';
import type { CoverageFigure, CoverageMeasure } from '../../../core/contract/coverage-measure.ts';
import type { CoverageRow } from '../source.ts';
import type { CoverageColumns, FigurePositions } from './coverage-columns.ts';

/** The figures of one record, as published. */
export interface Figures {
  readonly premises: number | null;
  readonly matchedPremises: number | null;
  readonly measures: Partial<Record<CoverageMeasure, CoverageFigure>>;
  readonly bands: Record<string, CoverageFigure>;
}

/** What was met in reading the figures of a file, for its notes. */
export interface FigureTally {
  blankCells: number;
  /** Percents that differ from number / all premises, by the name of the measure. */
  readonly differing: Map<string, { count: number; firstLine: number }>;
  /** Percents that held an exclusive band and were worked out anew, by the name of the measure. */
  readonly recomputed: Map<string, number>;
}

/** A cell that is neither a number nor a sign that there is none. */
export class UnreadableFigure extends Error {
  readonly position: number;
  readonly value: string;

  constructor(position: number, value: string) {
    super(`not a number: ${value}`);
    this.name = 'UnreadableFigure';
    this.position = position;
    this.value = value;
  }
}

/** @throws UnreadableFigure for a cell that is no number. */
export function readFigures(
  record: readonly string[],
  columns: CoverageColumns,
  tally: FigureTally,
): Figures {
  const read = (position: number): number | null => {
    if (position === -1) return null;
    const cell = record[position] ?? '';
    const { value, reason } = parseNumber(cell);
    if (reason === 'invalid-in-source') throw new UnreadableFigure(position, cell);
    if (reason !== null) tally.blankCells += 1;
    return value;
  };
  const figure = ({ premises, percent }: FigurePositions): CoverageFigure => ({
    premises: read(premises),
    percent: read(percent),
  });
  return {
    premises: read(columns.allPremises),
    matchedPremises: read(columns.matchedPremises),
    measures: Object.fromEntries([...columns.measures].map(([name, at]) => [name, figure(at)])),
    bands: Object.fromEntries([...columns.bands].map(([name, at]) => [name, figure(at)])),
  };
}

/**
 * Whether SFBB of this record leaves out what UFBB counts: true, false, or null where the record cannot tell (no
 * ultrafast to speak of). Superfast and what cannot get 30 Mbit/s make up all premises that were matched; where the
 * two and ultrafast together come nearer to that, SFBB is the band from 30 to 300 alone, as in 2017 and 2018.
 */
export function superfastIsExclusive({ measures, premises, matchedPremises }: Figures): boolean | null {
  const { superfast, ultrafast_300: ultrafast, below_30: slow } = measures;
  const whole = matchedPremises ?? premises;
  if (
    whole !== null &&
    isNumber(superfast?.premises) &&
    isNumber(ultrafast?.premises) &&
    isNumber(slow?.premises)
  ) {
    if (ultrafast.premises < 0.05 * whole) return null;
    return nearerWith(ultrafast.premises, superfast.premises + slow.premises, whole);
  }
  if (isNumber(superfast?.percent) && isNumber(ultrafast?.percent) && isNumber(slow?.percent)) {
    if (ultrafast.percent < 5) return null;
    return nearerWith(ultrafast.percent, superfast.percent + slow.percent, 100);
  }
  return null;
}

function nearerWith(part: number, sum: number, whole: number): boolean {
  return Math.abs(sum + part - whole) < Math.abs(sum - whole);
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}

/** Published percents have one decimal: half of one and the dust of floating point. */
const tolerance = 0.051;

/**
 * Makes the figures of one record mean the same in every release: SFBB counts everything from 30 Mbit/s up, and a
 * percent is number / all premises. What was changed or does not agree goes into the tally.
 */
export function settleFigures(
  figures: Figures,
  options: { readonly isExclusive: boolean; readonly line: number },
  tally: FigureTally,
): Pick<CoverageRow, 'premises' | 'matchedPremises' | 'measures' | 'bands'> {
  const { premises, matchedPremises, bands } = figures;
  const measures = options.isExclusive ? withInclusiveSuperfast(figures) : { ...figures.measures };
  for (const [name, figure] of Object.entries(measures)) {
    const expected = percentOf(figure.premises, premises);
    if (expected === null || figure.percent === null) continue;
    if (Math.abs(figure.percent - expected) <= tolerance) continue;
    if (holdsBand(name, figure.percent, bands)) {
      tally.recomputed.set(name, (tally.recomputed.get(name) ?? 0) + 1);
      Object.assign(measures, { [name]: { ...figure, percent: oneDecimal(expected) } });
    } else {
      const seen = tally.differing.get(name) ?? { count: 0, firstLine: options.line };
      tally.differing.set(name, { ...seen, count: seen.count + 1 });
    }
  }
  return { premises, matchedPremises, measures, bands };
}

function withInclusiveSuperfast({ measures, premises }: Figures): Figures['measures'] {
  const { superfast, ultrafast_300: ultrafast } = measures;
  if (superfast === undefined || ultrafast === undefined) return { ...measures };
  const both = (one: number | null, other: number | null): number | null =>
    one === null || other === null ? null : one + other;
  const count = both(superfast.premises, ultrafast.premises);
  const percents = both(superfast.percent, ultrafast.percent);
  const exact = percentOf(count, premises);
  const percent = exact === null ? percents : oneDecimal(exact);
  return {
    ...measures,
    superfast: { premises: count, percent: percent === null ? null : Math.min(100, percent) },
  };
}

/** The fault of 201909: the percents of SFBB and UFBB are those of the bands 30-300 and 300+. */
function holdsBand(name: string, percent: number, bands: Figures['bands']): boolean {
  const band = name === 'superfast' ? '30-300' : name === 'ultrafast_300' ? '300+' : null;
  return band !== null && bands[band]?.percent === percent;
}

function percentOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : (100 * part) / whole;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
