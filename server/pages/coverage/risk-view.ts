import { placeAndName } from '../../../core/area-page/place-and-name.ts';
import type {
  RiskArea,
  RiskByCoverage,
  RiskByCoveragePage,
  RiskByCoverageQuery,
} from '../../../core/contract/coverage/risk-by-coverage.ts';
import { coverageGroups, type BivariateClass } from '../../../core/contract/coverage/risk-groups.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import type { ComparisonBase, ProfileSummary } from '../../../core/contract/profile.ts';
import { actionsFor } from '../../../core/coverage/gap-kinds.ts';
import type { AreaSums } from '../../../core/coverage/risk-by-coverage.ts';
import {
  breakTexts,
  premisesText,
  riskSentences,
  shareText,
  speedText,
  takeUpSentences,
  withoutText,
} from '../../../core/coverage/risk-words.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import { profileTitle } from '../../../core/language/data-texts.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { rankText } from '../../../core/rank-text.ts';
import type { JoinedRisk } from '../../usecases/coverage/risk-by-coverage.ts';
import type { MapAnswer } from '../../usecases/maps/area-map.ts';
import { authoritiesToChoose } from '../../usecases/within-area.ts';
import { areaAddress } from '../area/area-addresses.ts';

/** How many rows a list on the page holds; all are in the file. */
const shownAreas = 25;
const shownWards = 40;

interface Shown {
  readonly t: Translate;
  readonly map: MapAnswer;
}

/** What the template needs besides the data: every text that is made from figures, and where links go. */
export function riskView(joined: JoinedRisk, query: RiskByCoverageQuery, { t, map }: Shown) {
  const { summary, table } = joined;
  const { within, headline } = summary;
  const speed = speedText(summary.class, t);
  const breaks = breakTexts(summary, t);
  const kept = { profile: query.profile, base: query.base };
  return {
    heading:
      within === null ? t('coverageRisk.heading') : t('coverageRisk.headingIn', { place: within.name }),
    ...{ speed, breaks, within },
    attribution: joinAttributions([summary.attribution, ...(map.map === null ? [] : [map.map.attribution])]),
    sentences: riskSentences(headline, summary.class, t),
    compared: t('coverageRisk.compared', {
      profile: profileTitle(t, summary.profile.id, summary.profile.title),
      base: baseText(summary.base, t),
      period: formatPeriod(summary.period, t.locale),
    }),
    places: [
      { value: '', text: t('coverageRisk.everywhere'), selected: within === null },
      ...authoritiesToChoose(table, within).map(({ code, name }) => ({
        ...{ value: code, text: name },
        selected: code === within?.code,
      })),
    ],
    tables: tablesOf(summary, t),
    coverageTitles: coverageGroups.map((group) => t(`coverageRisk.coverage-${group}`, breaks)),
    map: map.map,
    noMap: map.map === null ? t(`coverageRisk.noMap-${map.reason}`) : null,
    classes: summary.classes.map(({ mapClass, sums }) => ({
      mapClass,
      text: classText(mapClass, breaks, t),
      areas: sums.areas,
      premises: premisesText(sums, t),
    })),
    kinds: summary.kinds.map(({ kind, sums }) => ({
      title: t(`coverageRisk.kind-${kind}`),
      meaning: t(`coverageRisk.kindMeaning-${kind}`),
      actions: actionsOf(kind, t),
      areas: sums.areas,
      premises: premisesText(sums, t),
      people: peopleText(sums, t),
    })),
    takeUp: takeUpSentences(summary.takeUp, t),
    worst: {
      total: summary.worst.total,
      areas: summary.worst.areas.slice(0, shownAreas).map((area) => areaRow(area, summary, { t, kept })),
    },
    wards: {
      total: summary.wards.length,
      rows: summary.wards.slice(0, shownWards).map(({ code, name, all, riskiest }) => ({
        ...{ code, name, address: areaAddress({ code, type: 'ward' }, kept) },
        riskiestAreas: riskiest.areas,
        riskiest: riskiest.areas === 0 ? '–' : withoutText(riskiest, t),
        all: withoutText(all, t),
        known: all.premises - all.unknown,
      })),
    },
    apiAddress: apiAddress(query, 'json'),
    csvAddress: apiAddress(query, 'csv'),
  };
}

/** What the form offers, with what is chosen now. */
export function riskFormFacts(
  profiles: readonly ProfileSummary[],
  page: Pick<RiskByCoveragePage, 'profileId' | 'class'> & { readonly base: string | undefined },
  t: Translate,
) {
  const bases = [
    { value: 'everything', text: t('explorer.baseEverything') },
    { value: 'nation', text: t('explorer.baseNation') },
    { value: 'region', text: t('explorer.baseRegion') },
    { value: 'lad', text: t('explorer.baseAuthority') },
  ];
  const { base } = page;
  const isLink = base !== undefined && bases.every(({ value }) => value !== base);
  return {
    speeds: speedClasses.map((value) => ({
      value,
      text: speedText(value, t),
      selected: value === page.class,
    })),
    profiles: profiles.map(({ id, title }) => ({
      value: id,
      text: profileTitle(t, id, title),
      selected: id === page.profileId,
    })),
    bases: [...bases, ...(isLink ? [{ value: base, text: t('coverageRisk.baseLink') }] : [])].map((each) => ({
      ...each,
      selected: each.value === base,
    })),
  };
}

function baseText(base: ComparisonBase, t: Translate): string {
  switch (base.kind) {
    case 'everything':
      return t('tableTwin.baseEverything');
    case 'within':
      return t(`tableTwin.${basesWithin[base.type]}`);
    case 'selection':
      return t('tableTwin.baseSelection', { codes: base.codes.join(', ') });
  }
}

const basesWithin = { nation: 'baseNation', region: 'baseRegion', lad: 'baseAuthority' } as const;

function peopleText({ people }: AreaSums, t: Translate): string {
  return people === null
    ? t('coverageRisk.peopleNotKnown')
    : formatFigure(people, { unit: 'count', decimals: 0 }, t.locale);
}

/** The two-way table three times: in areas, in premises, in people. */
function tablesOf({ table, class: speedClass }: RiskByCoverage, t: Translate) {
  const count = ({ areas }: AreaSums): string =>
    formatFigure(areas, { unit: 'count', decimals: 0 }, t.locale);
  const measures = [
    { id: 'areas', title: t('coverageRisk.measureAreas'), text: count },
    {
      id: 'premises',
      title: t('coverageRisk.measurePremises'),
      text: (sums: AreaSums) => premisesText(sums, t),
    },
    { id: 'people', title: t('coverageRisk.measurePeople'), text: (sums: AreaSums) => peopleText(sums, t) },
  ];
  const caption = t('coverageRisk.tableCaption', { speed: speedText(speedClass, t) });
  return measures.map(({ id, title, text }) => ({
    ...{ id, title },
    caption: `${caption}. ${title}`,
    rows: table.rows.map(({ risk, cells, total }) => ({
      title: t(`coverageRisk.risk-${risk}`),
      cells: cells.map(text),
      total: text(total),
    })),
    columns: table.columns.map(text),
    total: text(table.total),
  }));
}

const bandOfLetter = { A: 'low', B: 'middle', C: 'high' } as const;
const groupOfNumber = { '1': 'few', '2': 'some', '3': 'many' } as const;

function classText(mapClass: BivariateClass, breaks: ReturnType<typeof breakTexts>, t: Translate): string {
  const letter = mapClass.charAt(0) as keyof typeof bandOfLetter;
  const number = mapClass.charAt(1) as keyof typeof groupOfNumber;
  return t('coverageRisk.classMeaning', {
    risk: t(`coverageRisk.band-${bandOfLetter[letter]}`),
    coverage: t(`coverageRisk.coverage-${groupOfNumber[number]}`, breaks),
  });
}

function actionsOf(kind: Parameters<typeof actionsFor>[0], t: Translate): string[] {
  const actions = actionsFor(kind).map((action) => t(`coverageRisk.action-${action}`));
  return actions.length === 0 ? [t('coverageRisk.actionNone')] : actions;
}

function areaRow(
  area: RiskArea,
  { areas: { type } }: RiskByCoverage,
  { t, kept }: { readonly t: Translate; readonly kept: Parameters<typeof areaAddress>[1] },
) {
  const { code, rank, jointRank, rankOf, unservedShare, people } = area;
  return {
    name: placeAndName(area),
    address: areaAddress({ code, type }, kept),
    ward:
      area.ward === null
        ? null
        : { ...area.ward, address: areaAddress({ code: area.ward.code, type: 'ward' }, kept) },
    rank:
      rank === null
        ? ''
        : t('coverageRisk.rankOf', { rank: rankText({ rank, jointRank }, t.locale), rankOf }),
    unserved: withoutText(area, t),
    known: area.premises - area.unknown,
    share: unservedShare === null ? t('coverageRisk.withoutNotKnown') : shareText(unservedShare, t),
    people:
      people === null
        ? t('coverageRisk.peopleNotKnown')
        : formatFigure(people, { unit: 'count', decimals: 0 }, t.locale),
  };
}

/** The same question as the API has it. */
function apiAddress(query: RiskByCoverageQuery, format: 'json' | 'csv'): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  if (format === 'csv') parameters.set('format', format);
  return `/api/v1/coverage/risk?${parameters.toString()}`;
}
