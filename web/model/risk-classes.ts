import { classOf, classRanges } from '../../core/classify/class-breaks.ts';
import type { ClassBreaks } from '../../core/classify/class-breaks.ts';
import { classify } from '../../core/classify/classify.ts';
import { unitText } from '../../core/language/unit-text.ts';
import { noDataClass } from '../map/class-state.ts';
import type { Classing } from '../state/explorer-state.ts';
import type { NumberColumn } from './profile-block.ts';
import { language, t } from '../language/words.ts';

/** One class of the legend. Class 0 is at greatest risk. */
interface RiskClass {
  readonly label: string;
  readonly count: number;
}

export interface ClassifiedAreas {
  readonly classes: readonly RiskClass[];
  /** One a row: a position in `classes`, or noDataClass. */
  readonly classOf: Int8Array;
  readonly missingCount: number;
  /** The risk class that any value of the measure falls in: for hexagons, whose means are values of no area. */
  readonly classOfValue: (value: number) => number;
}

/** Classes with how many areas are in each, whether or not any is. */
export function countClasses(
  labels: readonly string[],
  classOf: Int8Array,
  classOfValue: (value: number) => number,
): ClassifiedAreas {
  const counts = new Array<number>(labels.length).fill(0);
  let missingCount = 0;
  for (const one of classOf) {
    if (one < 0) missingCount += 1;
    else counts[one] = (counts[one] ?? 0) + 1;
  }
  return {
    classes: labels.map((label, position) => ({ label, count: counts[position] ?? 0 })),
    classOf,
    missingCount,
    classOfValue,
  };
}

/** How the values are to be cut and read. */
export interface ClassRequest {
  readonly values: NumberColumn;
  readonly classing: Classing;
  readonly classCount: number;
  readonly isHigherRiskier: boolean;
  readonly format: (value: number) => string;
}

function withoutEnd(text: string, ends: readonly string[]): string {
  const found = ends.find((end) => text.endsWith(end));
  return found === undefined ? text : text.slice(0, -found.length);
}

function rangeWords(from: number, to: number, format: (value: number) => string): string {
  const [low, high] = from <= to ? [from, to] : [to, from];
  // The unit stands once: "20.0 to 31.5%".
  const { locale } = language();
  const ofHundred = t('explorer.outOfHundred', { value: '' });
  const units = [
    ofHundred,
    '%',
    unitText(locale, 'megabits', { figure: '' }),
    unitText(locale, 'perThousand', { figure: '' }),
  ];
  return t('explorer.fromTo', {
    from: withoutEnd(format(low), units),
    to: withoutEnd(format(high), [ofHundred]),
  });
}

function labels(breaks: ClassBreaks, request: ClassRequest): string[] {
  const sign = request.isHigherRiskier ? 1 : -1;
  const ranges = [...classRanges(breaks)].reverse();
  return ranges.map(({ from, to }, riskClass) => {
    const words = rangeWords(sign * from, sign * to, request.format);
    return request.classing === 'decile'
      ? t('explorer.tenthRange', { number: riskClass + 1, range: words })
      : words;
  });
}

/**
 * Cuts the values of a measure into classes, greatest risk first, with one set of breaks for map, legend and table.
 * Where a lower value is riskier the values are turned round first, so that tenths are counted from the risky end.
 */
export function classifyAreas(request: ClassRequest): ClassifiedAreas {
  const { values, isHigherRiskier, classing, classCount } = request;
  const directed = isHigherRiskier ? values : values.map((value) => -value);
  const breaks = classify(directed, classing, classCount);
  const names = labels(breaks, request);
  const last = names.length - 1;
  const riskClass = (value: number): number => {
    const position = classOf(value, breaks);
    return position < 0 ? noDataClass : last - position;
  };
  return countClasses(names, Int8Array.from(directed, riskClass), (value) =>
    riskClass(isHigherRiskier ? value : -value),
  );
}
