import { formatFigure } from '../format-figure.ts';
import { listInWords } from '../list-in-words.ts';

/** One indicator of an area as the sentence needs it. */
export interface Driver {
  /** "people aged 75 and over" */
  readonly phrase: string;
  readonly unit: string;
  readonly decimals: number;
  readonly raw: number | null;
  /** Points of the score above (or below) the mean of the areas compared; null where the input is missing. */
  readonly pointsAgainstMean: number | null;
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
 */
export function riskSentence(input: RiskSentenceInput): string {
  if (input.score === null) {
    return `There is no score: only ${input.inputsPresent} of ${input.inputsTotal} inputs have a value that can be used here.`;
  }
  const sentences = [`${levelOf(input)}${reasonsOf(input)}.`];
  const missing = input.inputsTotal - input.inputsPresent;
  if (missing > 0) {
    const subject =
      missing === 1
        ? 'One input is missing here'
        : `${missing} of ${input.inputsTotal} inputs are missing here`;
    sentences.push(`${subject}${withoutThem(missing, input.inputsFilledIn ?? 0)}`);
  }
  return sentences.join(' ');
}

function withoutThem(missing: number, filledIn: number): string {
  if (filledIn === 0) return ', so the score rests on the others.';
  const which = filledIn === missing ? '' : ` ${filledIn} of them`;
  return ` and${which} ${filledIn === 1 ? 'was' : 'were'} estimated.`;
}

type Level = 'high' | 'middle' | 'low';

function levelName(decile: number): Level {
  if (decile <= 3) return 'high';
  return decile <= 7 ? 'middle' : 'low';
}

function levelOf({ decile, rank, rankOf, placeNoun }: RiskSentenceInput): string {
  if (decile === null || rank === null) return 'Scored, but with no other places to compare it with';
  const among = `of ${rankOf.toLocaleString('en-GB')} ${placeNoun} compared`;
  if (decile === 1) return `Very high: in the tenth at greatest risk ${among}`;
  if (decile === 10) return `Very low: in the tenth at least risk ${among}`;
  if (levelName(decile) === 'high') return `High: in the ${ordinal(decile)} tenth at greatest risk ${among}`;
  if (levelName(decile) === 'low') return `Low: in the ${ordinal(11 - decile)} tenth at least risk ${among}`;
  return `In the middle: ${ordinal(decile)} tenth, counted from the greatest risk, ${among}`;
}

function ordinal(number: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'][number - 1] ?? `${number}th`;
}

function reasonsOf(input: RiskSentenceInput): string {
  const up = reasons(input.drivers, 1);
  const down = reasons(input.drivers, -1);
  if (up.named.length === 0 && down.named.length === 0) return '; no single input stands out';
  const level = input.decile === null ? 'middle' : levelName(input.decile);
  const text = (drivers: readonly Driver[]): string =>
    listInWords(drivers.map((driver) => figure(driver, input)));
  if (level === 'middle') {
    const parts = [
      ...(up.named.length > 0 ? [`pushed up by ${text(up.named)}`] : []),
      ...(down.named.length > 0 ? [`pulled down by ${text(down.named)}`] : []),
    ];
    return `; ${parts.join(', ')}`;
  }
  const [main, other] = level === 'high' ? [up, down] : [down, up];
  const because = main.isMost ? 'mostly because of' : 'partly because of';
  const first = main.named.length > 0 ? `, ${because} ${text(main.named)}` : '; no single input stands out';
  const verb = level === 'high' ? 'pulled down by' : 'pushed up by';
  return other.named.length > 0 ? `${first}; ${verb} ${text(other.named.slice(0, 2))}` : first;
}

interface Reasons {
  readonly named: readonly Driver[];
  readonly isMost: boolean;
}

/** The reasons in one direction that are worth naming, the strongest first, at most three. */
function reasons(drivers: readonly Driver[], direction: 1 | -1): Reasons {
  const strength = (driver: Driver): number => direction * (driver.pointsAgainstMean ?? 0);
  const pushing = drivers.filter((driver) => strength(driver) > 0);
  const sum = (some: readonly Driver[]): number =>
    some.reduce((total, driver) => total + strength(driver), 0);
  const total = sum(pushing);
  const named = pushing
    .filter((driver) => strength(driver) >= leastPoints && strength(driver) >= leastShare * total)
    .sort((a, b) => strength(b) - strength(a))
    .slice(0, 3);
  return { named, isMost: sum(named) >= mainShare * total };
}

function figure({ phrase, unit, decimals, raw, yardstickValue }: Driver, input: RiskSentenceInput): string {
  if (raw === null) return phrase;
  const value = formatFigure(raw, { unit, decimals });
  if (yardstickValue === null || input.yardstickName === null) return `${phrase} (${value})`;
  return `${phrase} (${value}, ${input.yardstickName} ${formatFigure(yardstickValue, { unit, decimals })})`;
}
