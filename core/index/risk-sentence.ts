import { createTranslator, type Translate } from '../language/translator.ts';
import { listInWords } from '../list-in-words.ts';
import { formatFigure } from '../format-figure.ts';

/** What decides whether an indicator is worth naming. */
export interface PointedDriver {
  /** Points of the score above (or below) the mean of the areas compared; null where the input is missing. */
  readonly pointsAgainstMean: number | null;
}

/** One indicator of an area as the sentence needs it. */
export interface Driver extends PointedDriver {
  /** "people aged 75 and over", in the language of the sentence. */
  readonly phrase: string;
  readonly unit: string;
  readonly decimals: number;
  readonly raw: number | null;
  /** The same figure for the wider area that is named as the yardstick, or null. */
  readonly yardstickValue: number | null;
}

export interface RiskSentenceInput {
  readonly score: number | null;
  readonly rank: number | null;
  readonly rankOf: number;
  readonly decile: number | null;
  readonly inputsPresent: number;
  /** How many of the missing ones the recipe filled in; none unless said. */
  readonly inputsFilledIn?: number;
  readonly inputsTotal: number;
  readonly drivers: readonly Driver[];
  /** "areas", "wards" ... */
  readonly placeNoun: string;
  /** The area the yardstick values are of: "Trafford", "England". */
  readonly yardstickName: string | null;
}

/** Fewer points than this are not worth a word, nor is less than a tenth of all the points in that direction. */
const leastPoints = 1;
const leastShare = 0.1;
/** Reasons that are named must make up half of what pushes in their direction before they are called the main ones. */
const mainShare = 0.5;

/**
 * Says in plain English why a place scores as it does, and no more than the figures bear:
 *
 * - the level comes from the tenth among the places compared, never from the score alone;
 * - a reason is named only where it moves the score by a point and by a tenth of all that moves it that way;
 * - "mostly because" only where the reasons named make up at least half of that, else "partly because";
 * - what pulls the other way is said in the same sentence; missing inputs are said in a second one;
 * - reasons explain the score. Nothing is said about what causes what among people.
 *
 * @param t the language; English unless given, and phrases and nouns are in it
 */
export function riskSentence(input: RiskSentenceInput, t: Translate = createTranslator('en')): string {
  if (input.score === null) {
    return t('sentences.noScore', { present: input.inputsPresent, total: input.inputsTotal });
  }
  const sentence = `${levelOf(input, t)}${reasonsOf(input, t)}.`;
  const missing = missingInputsSentence(input, t);
  return missing === null ? sentence : `${sentence} ${missing}`;
}

/** "2 of 18 inputs are missing here, so the score rests on the others."; null where none is. */
export function missingInputsSentence(
  {
    inputsPresent,
    inputsTotal: total,
    inputsFilledIn: filledIn = 0,
  }: Pick<RiskSentenceInput, 'inputsPresent' | 'inputsTotal' | 'inputsFilledIn'>,
  t: Translate,
): string | null {
  const missing = total - inputsPresent;
  if (missing <= 0) return null;
  const subject = missing === 1 ? t('sentences.missingOne') : t('sentences.missingSome', { missing, total });
  if (filledIn === 0) return `${subject}${t('sentences.missingRest')}`;
  const which = filledIn === missing ? 'all' : 'some';
  return `${subject}${t('sentences.missingEstimated', { which, filledIn })}`;
}

type Level = 'high' | 'middle' | 'low';

function levelName(decile: number): Level {
  if (decile <= 3) return 'high';
  return decile <= 7 ? 'middle' : 'low';
}

function levelOf({ decile, rank, rankOf, placeNoun: kinds }: RiskSentenceInput, t: Translate): string {
  if (decile === null || rank === null) return t('sentences.levelAlone');
  if (decile === 1) return t('sentences.levelFirst', { rankOf, kinds });
  if (decile === 10) return t('sentences.levelLast', { rankOf, kinds });
  if (levelName(decile) === 'high') return t('sentences.levelHigh', { tenth: decile, rankOf, kinds });
  if (levelName(decile) === 'low') return t('sentences.levelLow', { tenth: 11 - decile, rankOf, kinds });
  return t('sentences.levelMiddle', { tenth: decile, rankOf, kinds });
}

function reasonsOf(input: RiskSentenceInput, t: Translate): string {
  const up = reasons(input.drivers, 1);
  const down = reasons(input.drivers, -1);
  if (up.named.length === 0 && down.named.length === 0) return `; ${t('sentences.reasonsNone')}`;
  const level = input.decile === null ? 'middle' : levelName(input.decile);
  const text = (drivers: readonly Driver[]): string =>
    listInWords(
      drivers.map((driver) => figure(driver, input.yardstickName, t)),
      t.locale,
    );
  if (level === 'middle') {
    const parts = [
      ...(up.named.length > 0 ? [t('sentences.reasonsUp', { list: text(up.named) })] : []),
      ...(down.named.length > 0 ? [t('sentences.reasonsDown', { list: text(down.named) })] : []),
    ];
    return `; ${parts.join(', ')}`;
  }
  const [main, other] = level === 'high' ? [up, down] : [down, up];
  const because = main.isMost ? 'sentences.reasonsMost' : 'sentences.reasonsPart';
  const first =
    main.named.length > 0 ? `, ${t(because, { list: text(main.named) })}` : `; ${t('sentences.reasonsNone')}`;
  if (other.named.length === 0) return first;
  const against = level === 'high' ? 'sentences.reasonsDown' : 'sentences.reasonsUp';
  return `${first}; ${t(against, { list: text(other.named.slice(0, 2)) })}`;
}

export interface Reasons<Named extends PointedDriver = Driver> {
  readonly named: readonly Named[];
  /** Whether those named make up at least half of what pushes in their direction. */
  readonly isMost: boolean;
}

/** The reasons in one direction that are worth naming, the strongest first, at most three. */
export function reasons<Named extends PointedDriver>(
  drivers: readonly Named[],
  direction: 1 | -1,
): Reasons<Named> {
  const strength = (driver: PointedDriver): number => direction * (driver.pointsAgainstMean ?? 0);
  const pushing = drivers.filter((driver) => strength(driver) > 0);
  const sum = (some: readonly PointedDriver[]): number =>
    some.reduce((total, driver) => total + strength(driver), 0);
  const total = sum(pushing);
  const named = pushing
    .filter((driver) => strength(driver) >= leastPoints && strength(driver) >= leastShare * total)
    .sort((a, b) => strength(b) - strength(a))
    .slice(0, 3);
  return { named, isMost: sum(named) >= mainShare * total };
}

/** "people aged 75 and over (27.1%, England 18.6%)". */
function figure(
  { phrase, unit, decimals, raw, yardstickValue }: Driver,
  yardstickName: string | null,
  t: Translate,
): string {
  if (raw === null) return phrase;
  const value = formatFigure(raw, { unit, decimals }, t.locale);
  if (yardstickValue === null || yardstickName === null) return `${phrase} (${value})`;
  return `${phrase} (${value}, ${yardstickName} ${formatFigure(yardstickValue, { unit, decimals }, t.locale)})`;
}
