import { z } from 'zod';
import { explorerParameters } from '../../core/contract/explorer-parameters.ts';
import { homeSchema, type Comparison, type Home } from '../../core/contract/home.ts';
import { formatFigure } from '../../core/format-figure.ts';
import {
  concentrationSentence,
  driverSentence,
  scopeSentences,
  uncertainSentence,
} from '../../core/home/home-sentences.ts';
import { placeName } from '../../core/home/place-name.ts';
import { indicatorTitle } from '../../core/language/data-texts.ts';
import { formatPeriod } from '../../core/language/format-period.ts';
import { joinAttributions } from '../../core/join-attributions.ts';
import { addressIn, type Locale } from '../../core/language/locale.ts';
import { rankText } from '../../core/rank-text.ts';
import { matchingSentence } from '../../core/summaries/matching-sentence.ts';
import type { AreaMaps, StaticMap } from '../usecases/maps/area-map.ts';
import { registerPage, type AskedAddress, type Onward, type PageRequest, type PageScope } from './page.ts';

export interface HomePageDependencies {
  /** What the first page says; read once for each version of the data. */
  readonly home: () => Promise<Home>;
  readonly maps: Pick<AreaMaps, 'overview'>;
}

type HomeRequest = Pick<PageRequest<unknown, unknown>, 'locale' | 't'>;

/** One of the figures at the top: large, then what it is, then what else must be said. */
interface Tile {
  readonly value: string;
  readonly label: string;
  readonly notes: readonly string[];
  /** The term of the glossary that the label rests on. */
  readonly term?: string;
  /** Whether the value is words and no figure. */
  readonly isWords?: boolean;
}

const headlineLabels = {
  'premises-below-30': { key: 'home.belowSuperfast', term: 'superfast' },
  'premises-below-10': { key: 'home.belowDecent', term: 'decent' },
} as const;

function sourceNote(
  { publisher, period }: { readonly publisher: string; readonly period: string },
  { locale, t }: HomeRequest,
): string {
  return t('home.source', { publisher, period: formatPeriod(period, locale) });
}

function headlineTiles(comparison: Comparison, request: HomeRequest): Tile[] {
  const { t } = request;
  return comparison.headlines.map((headline): Tile => {
    const words = Object.entries(headlineLabels).find(([id]) => id === headline.indicatorId)?.[1];
    const partly =
      headline.areasKnown === comparison.areas.total
        ? []
        : [t('home.partly', { known: headline.areasKnown, total: comparison.areas.total })];
    return {
      value: formatFigure(headline.value, headline, request.locale),
      label: t(words?.key ?? 'home.people'),
      notes: [...partly, sourceNote(headline, request)],
      ...(words === undefined ? {} : { term: words.term }),
    };
  });
}

/** How the place stands in its country, by what is honest of what is loaded. */
function standingTiles(comparison: Comparison, request: HomeRequest): Tile[] {
  const { t } = request;
  const { deprivedTenth, worstTenth } = comparison;
  if (worstTenth !== null) {
    return [
      {
        value: formatFigure(worstTenth.people, { unit: 'count', decimals: 0 }, request.locale),
        label: t('home.worstTenthPeople'),
        notes: [concentrationSentence(comparison, t)].filter((note) => note !== null),
        term: 'decile',
      },
    ];
  }
  if (deprivedTenth === null) return [];
  return [
    {
      value: formatFigure(deprivedTenth.share, { unit: 'share', decimals: 1 }, request.locale),
      label: t('home.deprivedShare'),
      notes: [t('home.deprivedCount', deprivedTenth), sourceNote(deprivedTenth, request)],
      term: 'imd',
    },
  ];
}

function trustTiles(comparison: Comparison, { t }: HomeRequest): Tile[] {
  const { uncertain, driver, areas } = comparison;
  const driverNote = driverSentence(comparison, t);
  return [
    {
      value: uncertain === null ? t('home.uncertainUnknownValue') : t('home.uncertainOf', uncertain),
      label: t('home.uncertain', { type: areas.type }),
      notes: [uncertainSentence(comparison, t)],
      term: 'interval',
    },
    ...(driver === null
      ? []
      : [
          {
            value: indicatorTitle(t, driver.indicatorId, driver.title),
            label: t('home.driver'),
            notes: driverNote === null ? [] : [driverNote],
            term: 'contribution',
            isWords: true,
          },
        ]),
  ];
}

function worstShown({ worst, authorities, areas }: Comparison, { locale, t }: HomeRequest) {
  return {
    title: t('home.worst', { type: worst.type }),
    listAddress: addressIn(locale, `/areas?type=${worst.type}`),
    matching: matchingSentence({ ...worst, members: areas.type }, t),
    hasRanks: worst.places.some(({ ranks }) => ranks !== null),
    places: worst.places.map(({ score, authority, ranks }) => ({
      name: score.name,
      within: [score.placeName, authorities.total > 1 ? authority : null]
        .filter((part) => part !== null)
        .join(', '),
      address: addressIn(locale, `/areas/${score.code}`),
      rank:
        ranks === null || ranks.first === ranks.last
          ? t('home.rank', {
              rank: rankText({ ...score, rank: score.rank ?? NaN }, locale),
              total: score.rankOf,
            })
          : t('home.ranks', { ...ranks, total: score.rankOf }),
    })),
  };
}

function comparisonShown(comparison: Comparison, request: HomeRequest) {
  return {
    scope: scopeSentences(comparison, request.t),
    tiles: [
      ...headlineTiles(comparison, request),
      ...standingTiles(comparison, request),
      ...trustTiles(comparison, request),
    ],
    worst: worstShown(comparison, request),
  };
}

/** A picture of all areas, of the smallest kind that can be told apart on it; null where there are no boundaries. */
async function mapOf(
  maps: HomePageDependencies['maps'],
  { areas, authorities }: Comparison,
  locale: Locale,
): Promise<StaticMap | null> {
  for (const type of authorities.total > 1 ? [areas.type, 'lad' as const] : [areas.type]) {
    const { map } = await maps.overview({ type, locale });
    if (map !== null) return map;
  }
  return null;
}

/** The map stood at `/` once, with its state in the query: those links go on to where it is now. */
function oldMapLink({ query, queryText, ending }: AskedAddress): Onward | null {
  if (ending !== null || !explorerParameters.some((name) => query.has(name))) return null;
  return { address: `/map${queryText}`, status: 301 };
}

/** The first page: what this place looks like, and the ways in. */
export function registerHomePage(scope: PageScope, { home, maps }: HomePageDependencies): void {
  registerPage(scope, {
    path: '/',
    query: z.object({}),
    data: homeSchema,
    template: 'home.njk',
    onward: (asked) => (scope.locale === 'en' ? oldMapLink(asked) : null),
    read: home,
    view: async ({ comparison, releases, attribution }, { locale, t }) => {
      const place = comparison === null ? null : placeName(comparison, locale);
      const map = comparison === null ? null : await mapOf(maps, comparison, locale);
      const title = place === null ? t('home.title') : t('home.titleOf', { place });
      return {
        title,
        description: t('home.description'),
        current: 'home',
        attribution: map === null ? attribution : joinAttributions([attribution, map.attribution]),
        map: map?.svg ?? null,
        shown: comparison === null ? null : comparisonShown(comparison, { locale, t }),
        releases: releases.map((release) => ({
          ...release,
          period: release.period === null ? null : formatPeriod(release.period, locale),
        })),
      };
    },
  });
}
