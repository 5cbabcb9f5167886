import type {
  MobileAuthority,
  MobileMeasure,
  MobilePlace,
  MobileTechnology,
} from '../contract/coverage/mobile-coverage.ts';
import { formatFigure } from '../format-figure.ts';
import type { Translate } from '../language/translate.ts';

/** The shares at the two ends: what no operator reaches, and what all do. Null where there is no figure. */
export function endShares(
  shares: readonly number[] | null,
): { readonly none: number; readonly all: number } | null {
  const [none, all] = [shares?.[0], shares?.at(-1)];
  return none === undefined || all === undefined || shares === null || shares.length < 2
    ? null
    : { none, all };
}

/** One decimal; what is not quite none or all is never rounded to it. */
export function shareText(share: number, t: Translate): string {
  if (share > 0 && share < 0.05) {
    return t('coverageMobile.lessThan', {
      percent: formatFigure(0.1, { unit: 'percent', decimals: 1 }, t.locale),
    });
  }
  const shown = share < 100 ? Math.min(share, 99.9) : share;
  return formatFigure(shown, { unit: 'percent', decimals: 1 }, t.locale);
}

export function technologyName(technology: MobileTechnology, t: Translate): string {
  return t(`coverageMobile.technology.${technology}`);
}

const placeWords: Readonly<Record<MobilePlace, string>> = {
  'premises-indoor': 'indoor',
  'premises-outdoor': 'outdoor',
  'land-outdoor': 'land',
  'a-and-b-roads': 'roads',
  motorways: 'motorways',
  'motorways-and-a-roads': 'both',
};

/**
 * "Indoors, 43.5% of premises get 4G from all four operators; 1.2% from none." None where there is no figure.
 */
export function mobileSentence({ technology, place, shares }: MobileMeasure, t: Translate): string | null {
  const ends = endShares(shares);
  if (ends === null || shares === null) return null;
  return t('coverageMobile.sentence', {
    place: placeWords[place],
    technology: technologyName(technology, t),
    operators: shares.length - 1,
    all: shareText(ends.all, t),
    none: shareText(ends.none, t),
  });
}

/** What is said of an authority at the head of its page: calls and 4G indoors, 4G on the land, 5G outdoors. */
const told = [
  { technology: 'voice', place: 'premises-indoor' },
  { technology: '4g', place: 'premises-indoor' },
  { technology: '4g', place: 'land-outdoor' },
  { technology: '5g-high', place: 'premises-outdoor' },
] as const;

export function mobileSentences({ measures }: Pick<MobileAuthority, 'measures'>, t: Translate): string[] {
  return told.flatMap(({ technology, place }) => {
    const measure = measures.find((each) => each.technology === technology && each.place === place);
    const sentence = measure === undefined ? null : mobileSentence(measure, t);
    return sentence === null ? [] : [sentence];
  });
}
