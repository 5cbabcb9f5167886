import type { MissingReason } from '../../../core/contract/indicator.ts';
import { formatDay } from '../../../core/language/format-day.ts';
import { type Locale } from '../../../core/language/locale.ts';
import { profileTitle } from '../../../core/language/data-texts.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { FileColumn, FileWords, TableFact, TableFile } from '../../files/table-file.ts';
import { columnWords, reasonText, ruleText } from './column-words.ts';
import type { AreaListing } from './list-areas.ts';
import type { ListColumn } from './list-columns.ts';
import { listingAttribution } from './listing-data.ts';

/** When and where a list was saved, and in which language. */
export interface FileCircumstances {
  readonly locale: Locale;
  readonly t: Translate;
  readonly savedAt: Date;
  /** The address of the list; null where none is known (the command line). */
  readonly address: string | null;
}

/** The code of an area first, then what people know it by: the columns of every file, before the chosen ones. */
const always = ['code', 'name'] as const;
const fileNames: Readonly<Record<string, string>> = {
  code: 'area_code',
  name: 'area_name',
  place: 'place_name',
};

/** The name of a column for programs: `indicator:aged-75-plus` as `indicator_aged_75_plus`. */
function fieldName(id: string): string {
  return fileNames[id] ?? id.replaceAll(/[^a-z0-9]+/g, '_');
}

/** How many areas of the list have no figure, by reason: what an empty cell cannot say. */
function missingText(column: ListColumn, rows: readonly number[], t: Translate): string {
  const counts = new Map<MissingReason | null, number>();
  for (const row of rows) {
    if (column.value(row) !== null) continue;
    const reason = column.reason(row);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => t('lists.missingCount', { count, reason: reasonText(reason, column, t) }))
    .join(' ');
}

function fileColumn(column: ListColumn, rows: readonly number[], t: Translate): FileColumn<number> {
  const { title, description, unit, period, source, licence } = columnWords(column, t);
  return {
    name: fieldName(column.id),
    kind: column.kind,
    decimals: column.decimals,
    ...{ title, unit, period, source, licence },
    // Not every format tells it, and it looks at every row.
    get description() {
      const missing = missingText(column, rows, t);
      return missing === '' ? description : `${description.replace(/\.$/, '')}. ${missing}`;
    },
    value: (row) => column.value(row),
  };
}

/** The words that every file of figures has. */
export function fileWords(t: Translate): FileWords {
  return {
    figures: t('lists.fileFigures'),
    notes: t('lists.fileNotes'),
    madeUp: t('lists.fileMadeUp'),
    column: t('lists.fileColumn'),
    name: t('lists.fileName'),
    meaning: t('lists.fileMeaning'),
    unit: t('lists.fileUnit'),
    period: t('lists.filePeriod'),
    source: t('lists.fileSource'),
    licence: t('lists.fileLicence'),
    attribution: t('lists.fileAttribution'),
  };
}

/** "Wards", "Wards in Trafford". */
export function listingTitle({ figures, within }: AreaListing, t: Translate): string {
  const kind = figures.places.type;
  return within === null ? t('lists.title', { kind }) : t('lists.titleWithin', { kind, place: within.name });
}

/** The words of an order: "by Rank, smallest first". */
function orderFact({ request, available }: AreaListing, t: Translate): string {
  const column = available.get(request.order.column);
  return t('lists.factOrderText', {
    column: column === undefined ? request.order.column : columnWords(column, t).title,
    direction: request.order.isDescending ? 'descending' : 'ascending',
  });
}

function factsOf(listing: AreaListing, { locale, t, savedAt, address }: FileCircumstances): TableFact[] {
  const { figures, request, within, available, rows } = listing;
  const { profile } = figures.table.inputs;
  const { type, vintage } = figures.places;
  const { rules, match } = request.filters;
  const conditions = rules.map((rule) => ruleText(rule, available, t)).join('; ');
  return [
    {
      label: t('lists.factIndex'),
      text: t('lists.profile', {
        title: profileTitle(t, profile.id, profile.title),
        version: profile.version,
      }),
    },
    {
      label: t('lists.factAreas'),
      text: t('lists.factAreasText', {
        total: rows.length,
        kinds: t(`kinds.${type}Many`),
        vintage: String(vintage),
      }),
    },
    ...(within === null ? [] : [{ label: t('lists.factWithin'), text: `${within.name} (${within.code})` }]),
    {
      label: match === 'any' && rules.length > 1 ? t('lists.factConditionsAny') : t('lists.factConditions'),
      text: conditions === '' ? t('lists.factNone') : conditions,
    },
    { label: t('lists.factOrder'), text: orderFact(listing, t) },
    { label: t('lists.factMissing'), text: t('lists.factMissingText') },
    { label: t('lists.factDate'), text: formatDay(savedAt, locale) },
    ...(address === null ? [] : [{ label: t('lists.factAddress'), text: address }]),
  ];
}

/** A whole list, all pages of it, as what files are written from. Its rows are those of the listing. */
export function listingFile(listing: AreaListing, circumstances: FileCircumstances): TableFile<number> {
  const { figures, within, available, columns, rows } = listing;
  const { t } = circumstances;
  const shown = [...always.flatMap((id) => available.get(id) ?? []), ...columns];
  const { type, vintage } = figures.places;
  const { profile } = figures.table.inputs;
  return {
    name: [profile.id, type, String(vintage), ...(within === null ? [] : [within.code])].join('-'),
    title: `${listingTitle(listing, t)}: ${profileTitle(t, profile.id, profile.title)}`,
    columns: shown.map((column) => fileColumn(column, rows, t)),
    facts: factsOf(listing, circumstances),
    attribution: listingAttribution(listing),
    words: fileWords(t),
  };
}
