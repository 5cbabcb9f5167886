import type { MissingReason } from '../../../core/contract/indicator.ts';
import { formatRule, type FilterRule } from '../../../core/contract/filter-rule.ts';
import type { TableColumn } from '../../../core/contract/listing.ts';
import { componentTitle, indicatorTitle } from '../../../core/language/data-texts.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { ListColumn } from './list-columns.ts';

/** As messages choose by it: their choices may hold no hyphen. */
export function choice(id: string): string {
  return id.replaceAll('-', '_');
}

/** What is said of a column wherever it is shown or saved. Text that does not apply is empty. */
export function columnWords({ id, kind, decimals, subject }: ListColumn, t: Translate): TableColumn {
  const column = { id, kind, decimals, unit: '', period: '', source: '', licence: '' };
  switch (subject.kind) {
    case 'text':
      return {
        ...column,
        title: t('lists.column', { column: choice(subject.text) }),
        description: t('lists.meaning', { column: choice(subject.text) }),
      };
    case 'figure':
      return {
        ...column,
        title: t('lists.column', { column: choice(subject.figure) }),
        description: t('lists.meaning', { column: choice(subject.figure) }),
      };
    case 'component':
      return {
        ...column,
        title: componentTitle(t, subject.profileId, subject.componentId, subject.title),
        description: t('lists.componentMeaning'),
        unit: t('lists.componentUnit'),
      };
    case 'indicator': {
      const { series, method } = subject.placed;
      const { description, unit, period, licence, datasetTitle: dataset, publisher } = series;
      return {
        ...column,
        title: indicatorTitle(t, series.indicatorId, series.title),
        ...{ description, period, licence },
        unit: t('lists.unit', { unit: choice(unit) }),
        source:
          method === 'published'
            ? t('lists.source', { dataset, publisher })
            : t('lists.sourceFrom', { dataset, publisher, method: choice(method) }),
      };
    }
  }
}

/** Why a figure is missing, in words. Of ranks' intervals it is that nobody has worked them out. */
export function reasonText(
  reason: MissingReason | null,
  { id }: Pick<ListColumn, 'id'>,
  t: Translate,
): string {
  if (reason !== null) return t(`missing.${reason}`);
  return t(id === 'rank-from' || id === 'rank-to' ? 'lists.noInterval' : 'lists.unknownReason');
}

/** "Risk score is at least 60"; the rule as addresses have it where the list has no such column. */
export function ruleText(rule: FilterRule, columns: ReadonlyMap<string, ListColumn>, t: Translate): string {
  const column = columns.get(rule.field);
  if (column === undefined) return formatRule(rule);
  return t('lists.rule', {
    column: columnWords(column, t).title,
    comparison: choice(rule.comparison),
    value: String(rule.value ?? ''),
  });
}
