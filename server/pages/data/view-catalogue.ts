import { ageInWords, freshnessSentence } from '../../../core/catalogue/age-sentence.ts';
import { gapInWords, methodInWords, setInWords } from '../../../core/catalogue/catalogue-words.ts';
import type {
  AreaMatch,
  DataCatalogue,
  DatasetEntry,
  IndicatorGap,
} from '../../../core/contract/data-catalogue.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translator.ts';

/** More names than these in one cell say less than their number does. */
const shownFiles = 3;

/** What the checks found, in words: errors and warnings before notes; whether anything was found at all. */
export function checksInWords({ checks }: DatasetEntry, t: Translate): string {
  const { error, warning, info } = checks.findings;
  const found = [
    ...(error > 0 ? [t('data.checkErrors', { count: error })] : []),
    ...(warning > 0 ? [t('data.checkWarnings', { count: warning })] : []),
    ...(info > 0 ? [t('data.checkInfos', { count: info })] : []),
  ];
  if (found.length > 0) return found.join(', ');
  return checks.checked > 0 ? t('data.checkClean') : t('data.checkUnknown');
}

function datasetRow(entry: DatasetEntry, t: Translate) {
  return {
    ...entry,
    shownFiles: entry.files.slice(0, shownFiles),
    moreFiles: Math.max(0, entry.files.length - shownFiles),
    ageText: entry.age === null ? null : ageInWords(entry.age, t),
    checksText: checksInWords(entry, t),
  };
}

function staleItem(entry: DatasetEntry, t: Translate) {
  const freshness = freshnessSentence(entry, t);
  if (entry.age === null || freshness === null) return [];
  const { title, id, age } = entry;
  return [
    {
      id,
      title,
      text: t('data.staleItem', {
        period: formatPeriod(age.period, t.locale),
        age: ageInWords(age, t),
        freshness,
      }),
    },
  ];
}

/** How many areas are in none, never rounded to no share at all. */
function unmatchedInWords({ areas, without }: AreaMatch, t: Translate): string {
  if (without === 0) return t('data.none');
  const share = (100 * without) / areas;
  return share < 0.05
    ? t('data.unmatchedFew', { areas: without })
    : t('data.unmatchedShare', { areas: without, share });
}

function matchRow(match: AreaMatch, t: Translate) {
  return {
    child: setInWords(match.child, t),
    parent: setInWords(match.parent, t),
    how: match.methods.map((each) => methodInWords(each, t)),
    unmatched: unmatchedInWords(match, t),
  };
}

const changeKeys = {
  U: 'data.changeU',
  S: 'data.changeS',
  M: 'data.changeM',
  X: 'data.changeX',
  R: 'data.changeR',
} as const;

/** Indicators that lack the same areas for the same reasons stand in one row. */
function gapRows(gaps: DataCatalogue['gaps'], t: Translate) {
  const newRow = (gap: IndicatorGap) => ({
    ...{ set: setInWords(gap, t), period: gap.period, values: gap.values, why: gapInWords(gap, t) },
    indicators: [] as { title: string; datasetId: string }[],
  });
  const rows = new Map<string, ReturnType<typeof newRow>>();
  for (const gap of gaps) {
    const row = newRow(gap);
    const key = JSON.stringify([row.set, row.period, row.values, row.why]);
    const known = rows.get(key) ?? row;
    known.indicators.push({ title: gap.title, datasetId: gap.datasetId });
    rows.set(key, known);
  }
  return [...rows.values()];
}

/** The catalogue as its page shows it: what is missing or out of date first. */
export function viewCatalogue(data: DataCatalogue, t: Translate) {
  const isStale = ({ age }: DatasetEntry): boolean =>
    age?.freshness === 'is-behind' || age?.freshness === 'may-be-newer';
  const inUse = data.datasets.filter(({ releases }) => releases > 0);
  return {
    today: data.today,
    datasets: data.datasets.map((entry) => datasetRow(entry, t)),
    needed: data.missingSources
      .filter(({ neededBy }) => neededBy.length > 0)
      .map((source) => ({
        ...source,
        reasons: source.neededBy.map(({ profileTitle, indicators }) =>
          t('data.neededBy', {
            profile: profileTitle,
            count: indicators.length,
            indicators: indicators.map(({ title }) => title).join(', '),
          }),
        ),
      })),
    others: data.missingSources.filter(({ neededBy }) => neededBy.length === 0),
    stale: inUse
      .filter(isStale)
      .sort((a, b) => Number(b.age?.freshness === 'is-behind') - Number(a.age?.freshness === 'is-behind'))
      .flatMap((entry) => staleItem(entry, t)),
    withoutRhythm: inUse.filter(({ age }) => age?.freshness == null).length,
    inUse: inUse.length,
    gaps: gapRows(data.gaps, t),
    unbounded: data.areaSets
      .filter(({ withoutBoundary }) => withoutBoundary > 0)
      .map((set) =>
        t('data.boundariesMissing', {
          set: setInWords(set, t),
          count: set.withoutBoundary,
          total: set.areas,
        }),
      ),
    areaSets: data.areaSets.map((set) => ({
      name: setInWords(set, t),
      areas: set.areas,
      withBoundary: set.areas - set.withoutBoundary,
    })),
    matches: data.matches.map((match) => matchRow(match, t)),
    hasRegions: data.matches.some(({ parent, without }) => parent.type === 'region' && without > 0),
    conversions: data.conversions.map(({ type, vintage, fromVintage, series, values, missing }) =>
      t('data.conversionItem', {
        ...{ from: setInWords({ type, vintage: fromVintage }, t), vintage: String(vintage) },
        ...{ series, values, missing },
      }),
    ),
    changes: data.codeChanges.flatMap(({ type, vintage, fromVintage, changes }) =>
      changes.map(({ kind, from, to }) => ({
        set: t('data.changeSet', {
          from: setInWords({ type, vintage: fromVintage }, t),
          vintage: String(vintage),
        }),
        kind: t(changeKeys[kind]),
        from,
        to,
      })),
    ),
  };
}
