import { nameIn } from '../../../core/area-page/name-in.ts';
import { sourceLines } from '../../../core/area-page/source-lines.ts';
import { coverageMeasures } from '../../../core/contract/coverage-measure.ts';
import type { GapReport, PublishedRollUp } from '../../../core/contract/coverage/gap-report.ts';
import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import {
  planKeys,
  shortSpeedKeys,
  speedKeys,
  technologyKeys,
} from '../../../core/coverage/coverage-words.ts';
import { coverageMeasureLabels } from '../../../core/coverage/measure-labels.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import { capitalised } from '../../../core/capitalised.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { totalsFacts } from './report-totals.ts';

/** Parts that stand on the page; the CSV has all. */
const shownParts = 30;

const share = (value: number, t: Translate): string =>
  formatFigure(value, { unit: 'share', decimals: 1 }, t.locale);

function estimateFacts({ estimate }: GapReport, t: Translate) {
  if (estimate.status === 'missing') return null;
  return {
    caption: t('coverageReport.estimateCaption', { period: formatPeriod(estimate.period, t.locale) }),
    rows: estimate.classes.map((count) => {
      const known = count.premises - count.unknown;
      return {
        label: t(shortSpeedKeys[count.speedClass]),
        ...count,
        expectedShare: known === 0 ? null : share(count.expectedUnserved / known, t),
      };
    }),
    technologies: {
      caption: t('coverageReport.technologiesCaption', { period: formatPeriod(estimate.period, t.locale) }),
      rows: estimate.technologies.map((count) => {
        const known = count.premises - count.unknown;
        const expected = known - count.expectedUnserved;
        return {
          label: capitalised(t(technologyKeys[count.technology])),
          ...count,
          expected: known === 0 ? null : expected,
          expectedShare: known === 0 ? null : share(expected / known, t),
        };
      }),
    },
    counted: t('coverageReport.counted', { premises: estimate.classes[0]?.premises ?? 0 }),
    excluded: estimate.excluded === 0 ? null : t('coverageReport.excluded', { excluded: estimate.excluded }),
    disagreeing: estimate.disagreeing,
    disagreeingText:
      estimate.disagreeing === 0
        ? t('coverageReport.disagreeingNone')
        : t('coverageReport.disagreeing', { count: estimate.disagreeing }),
    plans: estimate.plans.map((each) => ({ label: capitalised(t(planKeys[each.plan])), ...each })),
  };
}

const reasonKeys = {
  'nothing-loaded': 'coverageReport.publishedNothing',
  'not-in-source': 'coverageReport.publishedNotInSource',
  incomplete: 'coverageReport.publishedIncomplete',
  'percentages-only': 'coverageReport.publishedPercentages',
  drawn: 'coverageReport.publishedDrawn',
} as const;

const basisNotes = {
  published: 'around.basisPublished',
  'summed-output-areas': 'around.basisSummedOutputAreas',
  'summed-lsoas': 'around.basisSummedLsoas',
  'summed-authorities': 'around.basisSummedAuthorities',
  'summed-postcodes': 'around.basisSummedPostcodes',
} as const;

type Known = Extract<PublishedRollUp, { status: 'known' }>;

function headingOf({ isResidential, period }: Known, t: Translate): string {
  if (period === null) {
    return isResidential ? t('coverageReport.residentialNone') : t('coverageReport.allPremisesNone');
  }
  const inWords = { period: formatPeriod(period, t.locale) };
  return isResidential ? t('coverageReport.residential', inWords) : t('coverageReport.allPremises', inWords);
}

function notesOf({ basis, parts, fit }: Known, t: Translate): string[] {
  const notes = [t(basisNotes[basis], { count: parts })];
  if (fit === null) return notes;
  notes.push(t('coverageReport.fit', { covered: share(fit.covered, t), own: share(fit.own, t) }));
  if (fit.isPoor) notes.push(t('coverageReport.fitPoor'));
  return notes;
}

function publishedFacts({ published }: GapReport, t: Translate) {
  const known = published.filter((each) => each.status === 'known');
  const [first] = published;
  const missing = first?.status === 'missing' ? t(reasonKeys[first.reason]) : null;
  if (known.length === 0) return { missing, headings: [], premises: [], rows: [], notes: [] };
  const cellsOf = (id: (typeof coverageMeasures)[number]) =>
    known.map((each) => {
      const figure = each.measures.find((measure) => measure.id === id);
      return { premises: figure?.premises ?? null, percent: figure?.percent ?? null };
    });
  const rows = coverageMeasures.map((id) => ({ label: t(coverageMeasureLabels[id]), cells: cellsOf(id) }));
  return {
    missing,
    headings: known.map((each) => headingOf(each, t)),
    premises: known.map((each) => each.premises),
    // Not every release gives every measure.
    rows: rows.filter(({ cells }) =>
      cells.some(({ premises, percent }) => premises !== null || percent !== null),
    ),
    notes: [...new Set(known.flatMap((each) => notesOf(each, t)))],
  };
}

/** Whose figures stand on the page, each once. */
function sourcesOf({ estimate, published, totals }: GapReport, t: Translate): string[] {
  return sourceLines(
    [
      ...(estimate.status === 'known' ? estimate.sources : []),
      ...published.flatMap((each) => (each.status === 'known' ? [each.source] : [])),
      ...(totals?.sources ?? []),
    ],
    t,
  );
}

function partsFacts({ parts, speedClass }: GapReport, t: Translate) {
  if (parts === null) return null;
  return {
    title: t('coverageReport.partsTitle', { speed: t(speedKeys[speedClass]) }),
    rows: parts.slice(0, shownParts),
    more:
      parts.length > shownParts
        ? t('coverageReport.partsMore', { shown: shownParts, count: parts.length })
        : null,
  };
}

/** What the template of a report shows, of an area or of a drawn polygon. */
export function reportView(report: GapReport, t: Translate) {
  const { subject, speedClass } = report;
  const isArea = subject.kind === 'area';
  const title = isArea
    ? t('coverageReport.title', { name: nameIn(t.locale, subject) })
    : t('coverageReport.titlePolygon');
  return {
    title,
    description: report.sentences[0] ?? t('coverageReport.description'),
    current: 'coverage' as const,
    attribution: report.attribution,
    report: {
      ...{ subject, speedClass, sentences: report.sentences },
      kind: isArea
        ? t('coverageReport.kind', { kind: t(`kinds.${subject.type}Noun`) })
        : t('coverageReport.polygonSize', {
            area: formatFigure(subject.squareKilometres, { unit: 'count', decimals: 1 }, t.locale),
            points: subject.points,
          }),
      estimate: estimateFacts(report, t),
      parts: partsFacts(report, t),
      published: publishedFacts(report, t),
      totals: totalsFacts(report, t),
      sources: sourcesOf(report, t),
      speeds: isArea ? speedLinks(subject.code, speedClass, t) : [],
      links: isArea ? linksOf(subject, speedClass, t) : [],
    },
  };
}

function speedLinks(code: string, shown: SpeedClass, t: Translate) {
  return speedClasses.map((speedClass) => ({
    address: `/coverage/areas/${code}?class=${speedClass}`,
    text: t(shortSpeedKeys[speedClass]),
    isShown: speedClass === shown,
  }));
}

/** Where the report of an area leads. */
function linksOf(
  { code, type }: { readonly code: string; readonly type: string },
  speedClass: SpeedClass,
  t: Translate,
) {
  const speed = t(speedKeys[speedClass]);
  return [
    // Lists know regions by their authorities, and nations not at all.
    ...(type === 'nation'
      ? []
      : [
          {
            address: `/coverage/premises?within=${code}&class=${speedClass}`,
            text: t('coverageReport.linkList', { speed }),
          },
        ]),
    ...(['ward', 'lad', 'msoa', 'lsoa'].includes(type)
      ? [
          {
            address: `/coverage/not-spots?within=${code}&class=${speedClass}`,
            text: t('coverageReport.linkNotSpots'),
          },
          {
            address: `/coverage/map?within=${code}&class=${speedClass}`,
            text: t('coverageReport.linkMap'),
          },
          {
            address: `/coverage/problems/report?place=${code}&class=${speedClass}`,
            text: t('coverageReport.linkProblem'),
          },
        ]
      : []),
    ...(type === 'oa' ? [] : [{ address: `/areas/${code}`, text: t('coverageReport.linkProfile') }]),
    { address: `/coverage/areas/${code}.csv?class=${speedClass}`, text: t('coverageReport.linkCsv') },
    { address: '/coverage', text: t('coverageReport.linkHome') },
  ];
}
