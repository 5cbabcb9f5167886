import { gapStatuses } from '../../../core/contract/coverage/premises-filter.ts';
import { listGroups, type PremisesPageQuery } from '../../../core/contract/coverage/premises-list.ts';
import { planStatuses, servedStatuses, speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { technologyChoices } from '../../../core/contract/coverage/technology.ts';
import {
  planKeys,
  shortSpeedKeys,
  statusKeys,
  technologyKeys,
} from '../../../core/coverage/coverage-words.ts';
import type { Translate } from '../../../core/language/translate.ts';

const statusChoices = [
  { value: gapStatuses.join(','), text: 'coveragePremises.statusGap' },
  ...servedStatuses.map((status) => ({ value: status, text: statusKeys[status] })),
  { value: servedStatuses.join(','), text: 'coveragePremises.statusAll' },
] as const;

/** Any, or one of some words. */
const oneOrAny = <Word extends string>(
  words: readonly Word[],
  chosen: readonly Word[] | undefined,
  { any, textOf }: { readonly any: string; readonly textOf: (word: Word) => string },
) => [
  { value: '', text: any, selected: chosen === undefined },
  ...words.map((value) => ({
    value,
    text: textOf(value),
    selected: chosen?.length === 1 && chosen[0] === value,
  })),
];

/** What a form offers to narrow premises by, with what is chosen. */
export function premisesChoices(
  {
    class: speedClass,
    status,
    plan,
    technology,
    by,
  }: Pick<PremisesPageQuery, 'class' | 'status' | 'plan' | 'technology' | 'by'>,
  t: Translate,
) {
  return {
    classes: speedClasses.map((value) => ({
      value,
      text: t(shortSpeedKeys[value]),
      selected: value === speedClass,
    })),
    statuses: statusChoices.map(({ value, text }) => ({
      value,
      text: t(text),
      selected: value === status.join(','),
    })),
    plans: oneOrAny(planStatuses, plan, {
      any: t('coveragePremises.planAny'),
      textOf: (word) => t(planKeys[word]),
    }),
    technologies: oneOrAny(technologyChoices, technology, {
      any: t('coveragePremises.technologyAny'),
      textOf: (word) => t(technologyKeys[word]),
    }),
    groups: listGroups.map((value) => ({
      value,
      text: value === 'premises' ? t('coveragePremises.groupPremises') : t('coveragePremises.groupPostcode'),
      selected: value === by,
    })),
  };
}
