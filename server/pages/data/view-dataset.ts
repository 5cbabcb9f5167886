import { ageInWords, freshnessSentence, rhythmInWords } from '../../../core/catalogue/age-sentence.ts';
import {
  directionInWords,
  gapInWords,
  setInWords,
  severityInWords,
  unitInWords,
  verdictInWords,
} from '../../../core/catalogue/catalogue-words.ts';
import type {
  DatasetDescription,
  DescribedIndicator,
  DescribedRelease,
  DescribedSeries,
  SeriesFiles,
} from '../../../core/contract/data-catalogue.ts';
import type { MessageKey } from '../../../core/language/catalogue.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { checksInWords } from './view-catalogue.ts';

/** A dataset of hundreds of files (one for each postcode area) stays a page; its data has them all. */
const shownSections = 10;
const shownRows = 40;

const formats: readonly (readonly [keyof SeriesFiles, MessageKey])[] = [
  ['csv', 'data.downloadCsv'],
  ['json', 'data.downloadJson'],
  ['csvw', 'data.downloadCsvw'],
  ['tableSchema', 'data.downloadTableSchema'],
];

function seriesRow(series: DescribedSeries, title: string, t: Translate) {
  const { areas, values, period, files, convertedFrom } = series;
  const set = setInWords(series, t);
  return {
    ...{ set, period },
    moved: convertedFrom === null ? null : t('data.movedFrom', { vintage: String(convertedFrom) }),
    count: t('data.valuesOf', { values, areas }),
    why: gapInWords(series, t),
    downloads: formats.map(([format, key]) => ({
      address: files[format],
      text: t(key),
      name: t('data.downloadName', { format: t(key), title, set, period }),
    })),
  };
}

function indicatorRow({ id, title, description, unit, direction, series }: DescribedIndicator, t: Translate) {
  return {
    ...{ id, title, description },
    unit: unitInWords(unit, t),
    direction: directionInWords(direction, t),
    series: series.filter(({ isCurrent }) => isCurrent).map((each) => seriesRow(each, title, t)),
  };
}

function releaseView(release: DescribedRelease, t: Translate) {
  const { report } = release;
  return {
    ...release,
    verdict: report === null ? t('data.checkUnknown') : verdictInWords(report.verdict, t),
    findings: (report?.findings ?? []).map((finding) => ({
      ...finding,
      severityText: severityInWords(finding.severity, t),
      examplesText: finding.examples.map(({ line, code, value }) =>
        t('data.example', { line: String(line), code, value }),
      ),
    })),
    rejections: report?.rejections ?? [],
  };
}

/** Something was found in it, or it was said to be unlike other files: it has a section of its own. */
function isRemarkable({ report, notes, rowsRejected }: DescribedRelease): boolean {
  return notes.length > 0 || rowsRejected > 0 || (report?.findings.length ?? 0) > 0;
}

/** A dataset as its page shows it. */
export function viewDataset(data: DatasetDescription, t: Translate) {
  const { dataset } = data;
  const current = data.releases.filter(({ isCurrent }) => isCurrent);
  const older = data.releases.filter(({ isCurrent }) => !isCurrent);
  const isSingle = current.length <= 2;
  const remarkable = current.filter((release) => isSingle || isRemarkable(release));
  const plain = current.filter((release) => !isSingle && !isRemarkable(release));
  return {
    dataset,
    ageText: dataset.age === null ? null : ageInWords(dataset.age, t),
    freshness: freshnessSentence(dataset, t),
    rhythm: dataset.everyMonths === null ? null : rhythmInWords(dataset.everyMonths, t),
    checksText: checksInWords(dataset, t),
    indicators: data.indicators
      .map((each) => indicatorRow(each, t))
      .filter(({ series }) => series.length > 0),
    boundaries: data.boundaries.map((each) => ({
      address: each.geojson,
      text: t('data.boundaryLink', { set: setInWords(each, t), areas: each.areas }),
    })),
    packageAddress: `/api/v1/datapackage.json?dataset=${encodeURIComponent(dataset.id)}`,
    remarkable: remarkable.slice(0, shownSections).map((release) => releaseView(release, t)),
    plain: plain.slice(0, shownRows),
    older: older.slice(0, shownRows),
    leftOut:
      Math.max(0, remarkable.length - shownSections) +
      Math.max(0, plain.length - shownRows) +
      Math.max(0, older.length - shownRows),
    nameOfRelease: Object.fromEntries(data.releases.map(({ releaseId, fileName }) => [releaseId, fileName])),
  };
}
