import { sourceLines } from '../../../core/area-page/source-lines.ts';
import {
  premisesDetailQuerySchema,
  premisesDetailSchema,
  premisesPageQuerySchema,
  premisesPageSchema,
  premisesParamsSchema,
  type PremisesDetail,
  type PremisesPage,
  type PremisesPageQuery,
  premisesFileEndings,
} from '../../../core/contract/coverage/premises-list.ts';

import type { PremisesRow } from '../../../core/contract/coverage/premises.ts';
import {
  speedClasses,
  type ServedStatus,
  type SpeedClass,
} from '../../../core/contract/coverage/speed-class.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import {
  basisKeys,
  confidenceKeys,
  planKeys,
  shortSpeedKeys,
  speedKeys,
  statusKeys,
  technologyKeys,
} from '../../../core/coverage/coverage-words.ts';
import { evidenceSentence } from '../../../core/coverage/local-evidence-words.ts';
import { premisesAddress } from '../../../core/coverage/premises-address.ts';
import { shownReference } from '../../../core/coverage/problem-reference.ts';
import { capitalised } from '../../../core/capitalised.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import type { MessageKey } from '../../../core/language/catalogue.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { mostPremisesInFile, type PremisesLists } from '../../usecases/coverage/premises-lists.ts';
import type { AreaMaps } from '../../usecases/maps/area-map.ts';
import { registerPage, type PageScope } from '../page.ts';
import { premisesMapAddress } from './premises-address.ts';
import { premisesChoices } from './premises-choices.ts';
import { registerPremisesFiles, type PremisesFileDependencies } from './premises-files.ts';
import { locatorOf } from './report-page.ts';
import { withoutEmpty } from '../without-empty.ts';

export interface PremisesPageDependencies extends PremisesFileDependencies {
  readonly premisesLists: PremisesLists;
  readonly maps: AreaMaps;
}

const percentText = (value: number, t: Translate): string =>
  formatFigure(value, { unit: 'share', decimals: 0 }, t.locale);

/** A chance in words where it is neither none nor all. */
function chanceText(chance: number | null, t: Translate): string | null {
  const isShare = chance !== null && chance > 0 && chance < 1;
  return isShare ? t('coveragePremises.chanceOf', { percent: percentText(chance, t) }) : null;
}

/** The chance as a status, with its percentage only where it is neither none nor all. */
function answerOf({ classes }: PremisesRow, speedClass: SpeedClass, t: Translate) {
  const { chance, status, basis, confidence, disagrees } = classes[speedClass];
  return {
    label: t(shortSpeedKeys[speedClass]),
    answer: capitalised(t(statusKeys[status])),
    chance: chanceText(chance, t),
    basis: basis === null ? null : t(basisKeys[basis]),
    confidence: confidence === null ? null : t(confidenceKeys[confidence]),
    disagrees,
  };
}

/** M337XZ as M33 7XZ. */
const spaced = (postcode: string): string => `${postcode.slice(0, -3)} ${postcode.slice(-3)}`;

const reachKeys = {
  served: 'coverageReport.reached',
  'likely-served': 'coverageReport.likelyReached',
  'likely-unserved': 'coverageReport.likelyNotReached',
  unserved: 'coverageReport.notReached',
  unknown: 'coverageReport.unknown',
} as const satisfies Record<ServedStatus, MessageKey>;

function listView(data: PremisesPage, query: PremisesPageQuery, t: Translate) {
  const common = {
    title: t('coveragePremises.title'),
    description: t('coveragePremises.description'),
    current: 'coverage' as const,
    query,
    choices: premisesChoices(query, t),
    speed: t(speedKeys[query.class]),
    speedColumn: capitalised(t(speedKeys[query.class])),
    reportAddress: query.within === undefined ? null : `/coverage/areas/${query.within}?class=${query.class}`,
  };
  if (data.status === 'missing') return { ...common, list: null };
  const isGrouped = query.by === 'postcode';
  return {
    ...common,
    attribution: data.attribution,
    list: {
      isGrouped,
      count: isGrouped
        ? t('coveragePremises.countPostcodes', { count: data.total })
        : t('coveragePremises.count', { count: data.total }),
      snapshot: t('coverage.snapshot', { period: formatPeriod(data.period, t.locale) }),
      premises: data.premises.map((row) => ({
        uprn: row.uprn,
        postcode: row.postcode === null ? t('coveragePremises.noPostcode') : spaced(row.postcode),
        ...{ wardCode: row.wardCode, wardName: row.wardName },
        plan: t(planKeys[row.plan]),
        ...answerOf(row, query.class, t),
        hasEvidence: row.localEvidence.length > 0,
      })),
      postcodes: data.postcodes.map((row) => ({
        ...row,
        name: row.postcode === null ? t('coveragePremises.noPostcode') : spaced(row.postcode),
        address:
          row.postcode === null
            ? null
            : premisesAddress({ ...query, by: 'premises', postcode: row.postcode, after: undefined }),
      })),
      nextAddress: data.next === null ? null : premisesAddress({ ...query, after: data.next }),
      firstAddress: query.after === undefined ? null : premisesAddress({ ...query, after: undefined }),
      files: premisesFileEndings.map((ending) => ({
        address: premisesAddress(query, ending),
        text: t(`coveragePremises.${ending}`),
      })),
      limit: t('coveragePremises.filesLimit', { limit: mostPremisesInFile }),
    },
  };
}

function evidenceRows({ evidence }: PremisesDetail, t: Translate) {
  const cell = (share: number | null, isOwn: boolean): string => {
    if (share === null) return t('coveragePremises.notSaid');
    if (isOwn) return share === 1 ? t('coveragePremises.yes') : t('coveragePremises.no');
    return formatFigure(share, { unit: 'share', decimals: 1 }, t.locale);
  };
  return evidence.map(({ basis, code, shares, source }) => ({
    of:
      basis === 'premises'
        ? t('coveragePremises.ofPremises')
        : basis === 'postcode'
          ? t('coveragePremises.ofPostcode', { code: spaced(code ?? '') })
          : t('coveragePremises.ofOutputArea', { code: code ?? '' }),
    title: source.title,
    cells: speedClasses.map((speedClass) => cell(shares[speedClass] ?? null, basis === 'premises')),
    line: sourceLines([source], t)[0],
  }));
}

/** Whether the chance of a class is not the published share of the postcode, as premises that are known to have it are left out. */
function isWorkedOut({ premises, evidence }: PremisesDetail): boolean {
  const postcode = evidence.find(({ basis }) => basis === 'postcode');
  return speedClasses.some((speedClass) => {
    const { basis, chance } = premises.classes[speedClass];
    const share = postcode?.shares[speedClass] ?? null;
    return basis === 'postcode' && chance !== null && share !== null && Math.abs(chance - share) > 1e-4;
  });
}

function detailView(data: PremisesDetail, asked: string | undefined, t: Translate) {
  const { premises, period, plan, areas } = data;
  const { ladCode, uprn } = premises;
  return {
    title: t('coveragePremises.oneTitle', { uprn: String(uprn) }),
    description: t('coveragePremises.oneDescription'),
    current: 'coverage' as const,
    attribution: data.attribution,
    one: {
      place:
        premises.postcode === null
          ? t('coveragePremises.oneNoPostcode')
          : t('coveragePremises.oneIn', { postcode: spaced(premises.postcode) }),
      isExcluded: premises.isRecognised === false,
      caption: t('coveragePremises.estimateCaption', { period: formatPeriod(period, t.locale) }),
      answers: speedClasses.map((speedClass) => answerOf(premises, speedClass, t)),
      speeds: speedClasses.map((speedClass) => t(shortSpeedKeys[speedClass])),
      technologies: technologies.map((technology) => {
        const { chance, status } = premises.technologies[technology];
        return {
          label: capitalised(t(technologyKeys[technology])),
          answer: t(reachKeys[status]),
          chance: chanceText(chance, t),
        };
      }),
      evidence: evidenceRows(data, t),
      localEvidence: premises.localEvidence.map((each) => ({
        sentence: evidenceSentence(each, t),
        address: `/coverage/problems/${each.reference}`,
        reference: shownReference(each.reference),
      })),
      isWorkedOut: isWorkedOut(data),
      agreement: premises.disagrees ? t('coveragePremises.disagrees') : t('coveragePremises.agrees'),
      plan: t('coveragePremises.planIs', { plan: t(planKeys[premises.plan]) }),
      planFields:
        plan === null
          ? []
          : Object.entries(plan.fields).flatMap(([name, value]) =>
              value === null || value === '' ? [] : [{ name, value: String(value) }],
            ),
      areas: areas.map(({ type, code, name }) => ({
        kind: capitalised(t(`kinds.${type}Noun`)),
        ...{ code, name },
        reportAddress: `/coverage/areas/${code}`,
        profileAddress: type === 'oa' ? null : `/areas/${code}`,
      })),
      position: t('coveragePremises.positionText', {
        easting: Math.round(premises.easting),
        northing: Math.round(premises.northing),
      }),
      mapAddress: premisesMapAddress(premises, asked),
      problemAddress: `/coverage/problems/report?place=${uprn}`,
      listAddress: ladCode === null ? null : `/coverage/premises?within=${ladCode}`,
    },
  };
}

/** Premises as a list with its files, and one by one. */
export function registerPremisesPages(scope: PageScope, dependencies: PremisesPageDependencies): void {
  const { premisesLists, maps } = dependencies;
  registerPage(scope, {
    path: '/coverage/premises',
    // Reports are upheld without the data changing.
    config: { isVolatile: true },
    query: premisesPageQuerySchema,
    data: premisesPageSchema,
    template: 'coverage/premises-list.njk',
    onward: withoutEmpty('/coverage/premises'),
    read: ({ query }) => premisesLists.page(query),
    view: (data, { query, t }) => listView(data, query, t),
  });

  registerPage(scope, {
    path: '/coverage/premises/:uprn',
    config: { isVolatile: true },
    params: premisesParamsSchema,
    query: premisesDetailQuerySchema,
    data: premisesDetailSchema,
    template: 'coverage/premises.njk',
    read: ({ params, query }) => premisesLists.one(params.uprn, query.period),
    async view(data, { t, locale, query }) {
      const lsoa = data.areas.find(({ type }) => type === 'lsoa');
      const map = lsoa === undefined ? null : await locatorOf(maps, lsoa, locale);
      return { ...detailView(data, query.period, t), map };
    },
  });
  registerPremisesFiles(scope, dependencies);
}
