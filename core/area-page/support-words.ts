import type { KnownSupport, NearbyPlace, Support } from '../contract/area-page/support.ts';
import type { MessageKey } from '../language/catalogue.ts';
import { languageTags } from '../language/locale.ts';
import type { Translate } from '../language/translate.ts';
import { sourceLines } from './source-lines.ts';

interface PlaceWords {
  readonly name: string;
  readonly kind: string;
  /** Address and postcode in one line; empty where neither is known. */
  readonly address: string;
  /** Only what a browser opens safely: http and https. */
  readonly website: string | null;
  readonly distance: string;
  readonly hours: readonly string[];
}

export interface SupportWords {
  readonly sentences: readonly string[];
  readonly nearest: readonly PlaceWords[];
  /** Only those that are not among the nearest; each place stands on the page once. */
  readonly within: readonly PlaceWords[];
  readonly notes: readonly string[];
  readonly sources: readonly string[];
}

const kindKeys: Readonly<Record<string, MessageKey>> = {
  library: 'around.kindLibrary',
  'library: local authority run': 'around.kindLibraryAuthority',
  'library: commissioned': 'around.kindLibraryCommissioned',
  'library: community run': 'around.kindLibraryCommunity',
  'library: independent community': 'around.kindLibraryIndependent',
  jobcentre: 'around.kindJobcentre',
};

/** The kind of a place in words; one that has no words of ours is as its publisher has it. */
export function kindInWords(kind: string, t: Translate): string {
  const key = kindKeys[kind];
  return key === undefined ? kind : t(key);
}

/**
 * A distance as it can be told from a point of an area: tens of metres, from a kilometre on tenths of one.
 *
 * @example distanceInWords(1234, createTranslator('en')) // '1.2 km'
 */
export function distanceInWords(metres: number, t: Translate): string {
  if (metres < 50) return t('around.metresFew');
  const tens = 10 * Math.round(metres / 10);
  if (tens < 1000) return t('around.metres', { count: tens });
  const format = new Intl.NumberFormat(languageTags[t.locale], {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return t('around.kilometres', { figure: format.format(metres / 1000) });
}

/**
 * Places of support in words: how many are in the area, which is nearest and how far in a straight line. That none is known
 * is never said as that there is none.
 */
export function supportWords(support: Support, t: Translate): SupportWords {
  if (support.status === 'missing') {
    const reason = support.reason === 'no-point' ? 'around.supportNoPoint' : 'around.supportNothingLoaded';
    return { sentences: [t(reason)], nearest: [], within: [], notes: [], sources: [] };
  }
  const near = new Set(support.nearest.map(({ id }) => id));
  const within = (support.within?.places ?? []).filter(({ id }) => !near.has(id));
  return {
    sentences: [...withinSentences(support, t), ...nearestSentence(support, t)],
    nearest: support.nearest.map((place) => placeWords(place, t)),
    within: within.map((place) => placeWords(place, t)),
    notes: notesOf(support, t),
    sources: sourceLines(support.sources, t),
  };
}

function withinSentences({ within }: KnownSupport, t: Translate): string[] {
  if (within === null) return [t('around.supportNoBoundary')];
  if (within.total === 0) return [t('around.supportWithinNone')];
  return [
    t('around.supportWithinSome', { count: within.total }),
    ...(within.places.length < within.total
      ? [t('around.supportWithinShown', { shown: within.places.length })]
      : []),
  ];
}

function nearestSentence({ nearest: [first] }: KnownSupport, t: Translate): string[] {
  if (first?.distanceMetres == null) return [];
  const distance = distanceInWords(first.distanceMetres, t);
  return [t('around.supportNearest', { name: first.name, kind: kindInWords(first.kind, t), distance })];
}

function notesOf({ from, closed, unplaced }: KnownSupport, t: Translate): string[] {
  const notes = [
    t(
      from === 'population-point'
        ? 'around.supportFromPeople'
        : from === 'centroid'
          ? 'around.supportFromGround'
          : 'around.supportNoPoint',
    ),
  ];
  if (closed > 0) notes.push(t('around.supportClosed', { count: closed }));
  if (unplaced > 0) notes.push(t('around.supportUnplaced', { count: unplaced }));
  return [...notes, t('around.supportNotAll')];
}

function placeWords(place: NearbyPlace, t: Translate): PlaceWords {
  const { name, kind, address, postcode, website, distanceMetres, openingHours } = place;
  return {
    name,
    kind: kindInWords(kind, t),
    address: [address, postcode].filter((part) => part !== null && part !== '').join(', '),
    website: website !== null && /^https?:\/\//i.test(website) ? website : null,
    distance: distanceMetres === null ? t('missing.noData') : distanceInWords(distanceMetres, t),
    hours: hoursInWords(openingHours, t),
  };
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Hours by day in the order of the week, with staff first; hours themselves are as published. */
function hoursInWords(hours: NearbyPlace['openingHours'], t: Translate): string[] {
  const format = new Intl.DateTimeFormat(languageTags[t.locale], { weekday: 'long', timeZone: 'UTC' });
  const lines = days.flatMap((day, at) => {
    // The first of January 2024 was a Monday.
    const name = format.format(new Date(Date.UTC(2024, 0, 1 + at)));
    const [staffed, unstaffed] = [hours[day], hours[`${day} unstaffed`]];
    return [
      ...(staffed === undefined ? [] : [t('around.hoursOfDay', { day: name, hours: staffed })]),
      ...(unstaffed === undefined ? [] : [t('around.hoursUnstaffed', { day: name, hours: unstaffed })]),
    ];
  });
  const special = hours['Special hours'];
  return special === undefined ? lines : [...lines, t('around.hoursSpecial', { hours: special })];
}
