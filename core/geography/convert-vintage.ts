import { oneGroup } from '../index/comparison-groups.ts';
import { rankInGroups } from '../index/ranks.ts';
import { combineSources, type Sources } from './combine-sources.ts';
import type { CodedValue, ConversionRule } from './conversion-rule.ts';
import type { Piece, VintageConversion } from './vintage-conversion.ts';

/** What happened to the values on the way; nothing is lost without standing here. */
export interface ConversionReport {
  readonly sourceCount: number;
  readonly targetCount: number;
  readonly missingCount: number;
  /** Sum of the source values, and of what reached the target areas: equal but for `unplacedTotal`. Counts only. */
  readonly sourceTotal: number | null;
  readonly convertedTotal: number | null;
  /** What could not be placed: values of codes without a successor, or of areas merged with one that is missing. */
  readonly unplacedTotal: number | null;
  readonly unplacedCodes: readonly string[];
  /** Target areas that got a value although the population weights of a split or merge were not known. */
  readonly equalWeightCodes: readonly string[];
}

export interface ConvertedValues {
  /** One entry per target area that any source value leads to, in the order of the conversion. */
  readonly values: readonly CodedValue[];
  readonly report: ConversionReport;
}

/**
 * Brings values from one vintage of areas to another.
 *
 * Counts are conserved: what reaches the new areas and what is reported as unplaced add up to the whole, to 1e-9.
 * Missing: a new area is missing when any of the areas it is made of is; its reason is the first one's. Where areas of
 * a `class` disagree the reason is `conversion-lost`. Every value that comes out is a converted one and is to be flagged so.
 *
 * Source: rules of the ONS exact-fit lookup and mid-year estimates: unchanged areas copied, splits by population share,
 * merges added up; rates never averaged where their parts are known.
 *
 * @example convertValues(values, conversion, conversionRuleOf(indicator, values)).report.unplacedCodes
 */
export function convertValues(
  values: readonly CodedValue[],
  conversion: VintageConversion,
  rule: ConversionRule,
): ConvertedValues {
  const bySource = new Map(values.map((value) => [value.code, value]));
  const converted: CodedValue[] = [];
  const equalWeightCodes: string[] = [];
  for (const [code, pieces] of conversion.piecesOfTarget) {
    const sources = gather(pieces, bySource);
    if (sources === null) continue;
    converted.push({ code, ...combineSources(sources, rule) });
    if (pieces.some((piece) => piece.hasEqualWeights)) equalWeightCodes.push(code);
  }
  const ranked = rule.kind === 'rank' ? rankAgain(converted) : converted;
  return {
    values: ranked,
    report: report({ values, converted: ranked, conversion, rule, equalWeightCodes }),
  };
}

/** The values a target is made of; null when the file has none of them at all (another nation's areas). */
function gather(pieces: readonly Piece[], bySource: ReadonlyMap<string, CodedValue>): Sources | null {
  const found = pieces.map((piece) => ({ piece, value: bySource.get(piece.from) ?? null }));
  return found.every(({ value }) => value === null) ? null : found;
}

interface ReportInput {
  readonly values: readonly CodedValue[];
  readonly converted: readonly CodedValue[];
  readonly conversion: VintageConversion;
  readonly rule: ConversionRule;
  readonly equalWeightCodes: readonly string[];
}

function report({ values, converted, conversion, rule, equalWeightCodes }: ReportInput): ConversionReport {
  const reached = new Set<string>();
  const whole = new Map(converted.map((value) => [value.code, value.missingReason === null]));
  let unplacedTotal = 0;
  for (const value of values) {
    const targets = conversion.targetsOfSource.get(value.code) ?? [];
    const lost = targets.filter((piece) => whole.get(piece.to) !== true);
    const lostShare = targets.length === 0 ? 1 : lost.reduce((sum, piece) => sum + piece.countShare, 0);
    if (value.value !== null) unplacedTotal += value.value * lostShare;
    if (lostShare === 0 || value.missingReason !== null) reached.add(value.code);
  }
  const isCount = rule.kind === 'count';
  return {
    sourceCount: values.length,
    targetCount: converted.length,
    missingCount: converted.filter(({ value }) => value === null).length,
    sourceTotal: isCount ? total(values) : null,
    convertedTotal: isCount ? total(converted) : null,
    unplacedTotal: isCount ? unplacedTotal : null,
    unplacedCodes: values.filter(({ code }) => !reached.has(code)).map(({ code }) => code),
    equalWeightCodes,
  };
}

function total(values: readonly CodedValue[]): number {
  return values.reduce((sum, { value }) => sum + (value ?? 0), 0);
}

/** Ranks once more among the new areas: 1 for the lowest, ties sharing their average. */
function rankAgain(values: readonly CodedValue[]): readonly CodedValue[] {
  const present = values.filter(({ value }) => value !== null);
  const column = Float64Array.from(present, ({ value }) => value ?? NaN);
  const { ranks } = rankInGroups(column, oneGroup(column.length), { order: 'ascending', ties: 'average' });
  const rankOfCode = new Map(present.map(({ code }, row) => [code, ranks[row] ?? NaN]));
  return values.map((value) => ({ ...value, value: rankOfCode.get(value.code) ?? null }));
}
