import type { AreaSet, AreaType, MembershipMethod } from '../contract/area.ts';
import type { IndicatorGap } from '../contract/data-catalogue.ts';
import type { Direction, MissingReason, Unit } from '../contract/indicator.ts';
import type { QualityReport, Severity } from '../contract/quality.ts';
import type { MessageKey } from '../language/catalogue.ts';
import type { Translate } from '../language/translator.ts';

/** The messages of the closed lists that the catalogue shows: a new member fails the type check until it has words. */
const setKeys: Readonly<Record<AreaType, MessageKey>> = {
  oa: 'data.setOa',
  lsoa: 'data.setLsoa',
  msoa: 'data.setMsoa',
  ward: 'data.setWard',
  lad: 'data.setLad',
  region: 'data.setRegion',
  nation: 'data.setNation',
};

const reasonKeys: Readonly<Record<MissingReason, MessageKey>> = {
  'not-published': 'data.reasonNotPublished',
  suppressed: 'data.reasonSuppressed',
  'zero-denominator': 'data.reasonZeroDenominator',
  'not-in-source': 'data.reasonNotInSource',
  'conversion-lost': 'data.reasonConversionLost',
  'invalid-in-source': 'data.reasonInvalidInSource',
  'too-few-inputs': 'data.reasonTooFewInputs',
  'zero-range': 'data.reasonZeroRange',
  'screened-out': 'data.reasonScreenedOut',
  'not-computable': 'data.reasonNotComputable',
};

const unitKeys: Readonly<Record<Unit, MessageKey>> = {
  percent: 'data.unitPercent',
  share: 'data.unitShare',
  count: 'data.unitCount',
  'rate-per-1000': 'data.unitRatePer1000',
  pounds: 'data.unitPounds',
  'megabits-per-second': 'data.unitMegabits',
  score: 'data.unitScore',
  rank: 'data.unitRank',
  decile: 'data.unitDecile',
  metres: 'data.unitMetres',
  years: 'data.unitYears',
  'people-per-hectare': 'data.unitDensity',
};

const directionKeys: Readonly<Record<Direction, MessageKey>> = {
  'higher-is-riskier': 'data.directionHigher',
  'lower-is-riskier': 'data.directionLower',
  neutral: 'data.directionNeutral',
};

const methodKeys: Readonly<Record<MembershipMethod, MessageKey>> = {
  exact: 'data.methodExact',
  'best-fit': 'data.methodBestFit',
  'point-in-polygon': 'data.methodPointInPolygon',
};

const severityKeys: Readonly<Record<Severity, MessageKey>> = {
  error: 'data.severityError',
  warning: 'data.severityWarning',
  info: 'data.severityInfo',
};

const verdictKeys: Readonly<Record<QualityReport['verdict'], MessageKey>> = {
  pass: 'data.verdictPass',
  'needs-acceptance': 'data.verdictNeedsAcceptance',
  refused: 'data.verdictRefused',
};

const nationKeys: Readonly<Record<string, MessageKey>> = {
  England: 'data.nationEngland',
  Wales: 'data.nationWales',
  Scotland: 'data.nationScotland',
  'Northern Ireland': 'data.nationNorthernIreland',
  'Made-up country': 'data.nationMadeUp',
};

/** "Wards, 2025". */
export function setInWords({ type, vintage }: AreaSet, t: Translate): string {
  // As text: a year has no comma.
  return t(setKeys[type], { vintage: String(vintage) });
}

export function unitInWords(unit: Unit, t: Translate): string {
  return t(unitKeys[unit]);
}

/** The end of "riskier when". */
export function directionInWords(direction: Direction, t: Translate): string {
  return t(directionKeys[direction]);
}

/** "34,753 by an official list". */
export function methodInWords(
  { method, areas }: { readonly method: MembershipMethod; readonly areas: number },
  t: Translate,
): string {
  return t(methodKeys[method], { areas });
}

export function severityInWords(severity: Severity, t: Translate): string {
  return t(severityKeys[severity]);
}

export function verdictInWords(verdict: QualityReport['verdict'], t: Translate): string {
  return t(verdictKeys[verdict]);
}

/**
 * Why areas have no figure, with how many: those that the file says nothing about, then those that it gives a reason
 * for. Empty where every area has one.
 *
 * @example gapInWords({ absent: [{ nation: 'England', areas: 33755 }], missing: [] }, t)
 * // ['33,755 in England: not in the file']
 */
export function gapInWords(
  { absent, missing }: Pick<IndicatorGap, 'absent' | 'missing'>,
  t: Translate,
): string[] {
  return [
    ...absent.map(({ nation, areas }) => {
      const key = nation === null ? undefined : nationKeys[nation];
      return key === undefined
        ? t('data.absentElsewhere', { areas })
        : t('data.absentNation', { areas, nation: t(key) });
    }),
    ...missing.map(({ reason, areas }) => t('data.missingCount', { areas, reason: t(reasonKeys[reason]) })),
  ];
}
