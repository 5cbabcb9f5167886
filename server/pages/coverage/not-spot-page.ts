import {
  notSpotDetailSchema,
  notSpotParamsSchema,
  notSpotQuerySchema,
  type NotSpotDetail,
  type NotSpotMoment,
  type NotSpotQuery,
} from '../../../core/contract/coverage/not-spots.ts';
import { profiledTypes } from '../../../core/contract/area.ts';
import { capitalised } from '../../../core/capitalised.ts';
import { lengthInWords, placesInWords } from '../../../core/coverage/not-spot-sentence.ts';
import { spacedPostcode } from '../../../core/geography/spaced-postcode.ts';
import { numberFormat } from '../../../core/language/number-format.ts';
import { profileTitle } from '../../../core/language/data-texts.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { NotSpotMaps } from '../../usecases/coverage/not-spot-maps.ts';
import type { FoundNotSpot, NotSpots } from '../../usecases/coverage/not-spots.ts';
import { registerPage, type PageRequest, type PageScope } from '../page.ts';
import { premisesListsPerMinute } from './not-spot-files.ts';

export interface NotSpotPageDependencies {
  readonly notSpots: NotSpots;
  readonly notSpotMaps: NotSpotMaps;
}

type NotSpotRequest = PageRequest<{ readonly notSpotId: string }, NotSpotQuery>;

/** A page is to stay small; all of them are in its data. */
const shownAreas = 12;
const shownPostcodes = 20;
const squareMetresOfHectare = 10_000;

/** One not-spot: `/coverage/not-spots/NS-7RATXP`. */
export function registerNotSpotPage(
  scope: PageScope,
  { notSpots, notSpotMaps }: NotSpotPageDependencies,
): void {
  const all = new WeakMap<NotSpotDetail, FoundNotSpot>();
  registerPage(scope, {
    path: '/coverage/not-spots/:notSpotId',
    params: notSpotParamsSchema,
    query: notSpotQuerySchema,
    data: notSpotDetailSchema,
    template: 'coverage/not-spot.njk',
    print: true,
    async read({ params, query, t }: NotSpotRequest) {
      const found = await notSpots.one({ id: params.notSpotId, ...query, t });
      all.set(found.detail, found);
      return found.detail;
    },
    async view(data, request) {
      const found = all.get(data);
      if (found === undefined) throw new Error('A not-spot is shown from the data that was read for it.');
      return { ...viewOf(found, request), map: await notSpotMaps.ofOne(found.stored, request.t) };
    },
  });
}

function viewOf({ detail, stored }: FoundNotSpot, { t }: NotSpotRequest) {
  const { summary } = detail;
  const speed = t(`coverageNotSpots.speed.${summary.speedClass}`);
  const isClosed = summary.status === 'closed';
  return {
    title: t('coverageNotSpots.pageTitleAt', { id: summary.id, place: placesInWords(summary, t) }),
    description: t('coverageNotSpots.pageDescription', { premises: summary.premises, speed }),
    attribution: detail.attribution,
    notSpot: detail,
    isClosed,
    backAddress: `/coverage/not-spots${summary.speedClass === 'decent' ? '' : `?class=${summary.speedClass}`}`,
    facts: factsOf(detail, t),
    plans: summary.plans.map(({ plan, premises }) => ({
      text: t(`coverageNotSpots.plan.${plan}`),
      premises,
    })),
    areas: areasOf(detail, t),
    postcodes: postcodesOf(detail, t),
    history: detail.history.map((moment) => momentOf(moment, summary.id, t)),
    addressesText: t('coverageNotSpots.addressesText', { limit: premisesListsPerMinute }),
    addressesLink: isClosed
      ? t('coverageNotSpots.addressesClosed', {
          count: stored.premises,
          period: formatPeriod(stored.period, t.locale),
        })
      : t('coverageNotSpots.addressesLink', { count: stored.premises }),
  };
}

function factsOf({ summary, riskFrom }: NotSpotDetail, t: Translate) {
  const { status, isReopened, period, seenIn, within, risk, easting, northing } = summary;
  const decimal = numberFormat(t.locale, 1);
  const fact = (key: string, text: string) => ({ key, text });
  return [
    fact(
      t('coverageNotSpots.statusKey'),
      t('coverageNotSpots.statusText', {
        status: isReopened ? 'reopened' : status,
        period: formatPeriod(period, t.locale),
        seenIn: formatPeriod(seenIn, t.locale),
      }),
    ),
    fact(
      t('coverageNotSpots.sizeKey'),
      t('coverageNotSpots.sizeText', { sure: summary.sure, likely: summary.likely }),
    ),
    fact(
      t('coverageNotSpots.expectedKey'),
      t('coverageNotSpots.expectedText', { expected: decimal.format(summary.expectedUnserved) }),
    ),
    fact(t('coverageNotSpots.withinKey'), t('coverageNotSpots.withinText', within)),
    fact(
      t('coverageNotSpots.distanceKey'),
      summary.distanceMetres === null
        ? t('coverageNotSpots.nowhere')
        : lengthInWords(summary.distanceMetres, t),
    ),
    fact(
      t('coverageNotSpots.riskKey'),
      risk === null || riskFrom === null
        ? t('coverageNotSpots.riskUnknown')
        : t('coverageNotSpots.riskText', { ...risk, premises: summary.premises }),
    ),
    ...(summary.rank === null
      ? []
      : [fact(t('coverageNotSpots.rankKey'), numberFormat(t.locale, 0).format(summary.rank))]),
    fact(
      t('coverageNotSpots.areaKey'),
      t('coverageNotSpots.areaText', {
        hectares: decimal.format(summary.areaSquareMetres / squareMetresOfHectare),
      }),
    ),
    fact(t('coverageNotSpots.positionKey'), t('coverageNotSpots.positionText', { easting, northing })),
  ];
}

/** The smallest kinds first, as many as the page holds. */
function areasOf({ areas, riskFrom }: NotSpotDetail, t: Translate) {
  const kinds = profiledTypes.filter((kind) => areas[kind] !== undefined && kind !== 'msoa');
  const rows = kinds.flatMap((kind) =>
    (areas[kind]?.counts ?? []).slice(0, shownAreas).map(({ code, name, premises, decile, score }) => ({
      ...{ code, name, premises, score },
      kind: capitalised(t(`kinds.${kind}One`)),
      tenth: decile === null ? null : t('coverageNotSpots.tenthText', { decile: String(decile) }),
      // Only the kind that is scored has a tenth of its own here.
      isScored: kind === riskFrom?.areaType,
    })),
  );
  const all = kinds.reduce((sum, kind) => sum + (areas[kind]?.counts.length ?? 0), 0);
  return {
    rows,
    hint:
      riskFrom === null
        ? t('coverageNotSpots.areasNoRisk')
        : t('coverageNotSpots.areasHint', { title: profileTitle(t, riskFrom.profileId, riskFrom.title) }),
    more: all > rows.length ? t('coverageNotSpots.moreAreas', { count: all - rows.length }) : null,
    missing:
      (areas['lad']?.missing ?? 0) === 0
        ? null
        : t('coverageNotSpots.missingAreas', { count: areas['lad']?.missing ?? 0 }),
  };
}

function postcodesOf({ postcodes: { counts, missing } }: NotSpotDetail, t: Translate): string {
  if (counts.length === 0) return t('coverageNotSpots.noPostcodes');
  const list = counts
    .slice(0, shownPostcodes)
    .map(({ postcode, premises }) =>
      t('coverageNotSpots.postcodeCount', { postcode: spacedPostcode(postcode), premises }),
    )
    .join(', ');
  const text = t('coverageNotSpots.postcodesText', {
    list,
    more: Math.max(0, counts.length - shownPostcodes),
  });
  return missing === 0 ? text : `${text} ${t('coverageNotSpots.postcodesMissing', { count: missing })}`;
}

function momentOf(moment: NotSpotMoment, id: string, t: Translate) {
  const { status, cameFrom, wentInto, joined } = moment;
  const came = cameFrom.map((each) =>
    each.id === id
      ? t('coverageNotSpots.fromItself', { count: each.premises })
      : t('coverageNotSpots.fromOther', { id: each.id, count: each.premises }),
  );
  const went = wentInto.map((each) => t('coverageNotSpots.intoOther', { id: each.id, count: each.premises }));
  const isFirst = status === 'new' && cameFrom.length === 0 && !moment.isReopened;
  return {
    period: formatPeriod(moment.period, t.locale),
    status: moment.isReopened ? t('coverageNotSpots.reopened') : t(`coverageNotSpots.status.${status}`),
    premises: moment.premises,
    what: [
      ...(isFirst ? [t('coverageNotSpots.firstSeen')] : []),
      ...came,
      ...(joined > 0 && !isFirst ? [t('coverageNotSpots.joined', { count: joined })] : []),
      ...went,
      ...(status === 'closed' && went.length === 0 ? [t('coverageNotSpots.goneWhole')] : []),
      ...(moment.isMerged ? [t('coverageNotSpots.merged')] : []),
      ...(moment.isSplit ? [t('coverageNotSpots.split')] : []),
    ].join('; '),
  };
}
