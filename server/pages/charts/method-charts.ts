import type { Distribution, MethodIndicator, MethodReport } from '../../../core/contract/method-report.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { chartColours, type Cell, type Chart } from './chart.ts';

const plain = (value: number, decimals: number, t: Translate): string =>
  formatFigure(value, { unit: '', decimals }, t.locale);
const percent = (share: number): number => Math.round(1000 * share) / 10;

/**
 * All charts of a method page, in the order of the page.
 *
 * @param report In the language of the translator (server/pages/method-report-in.ts).
 */
export function methodCharts(report: MethodReport, t: Translate): readonly Chart[] {
  return [
    influenceChart(report, t),
    correlationChart(report, t),
    ...(report.sensitivity.length === 0 ? [] : [sensitivityChart(report, t)]),
    ...(report.validation === null ? [] : [validationChart(report, report.validation, t)]),
    ...report.indicators.flatMap((indicator) => [
      distributionChart(indicator, 'as-published', t),
      ...(indicator.asPrepared === null ? [] : [distributionChart(indicator, 'as-prepared', t)]),
      distributionChart(indicator, 'as-taken', t),
    ]),
  ].filter((chart) => chart !== null);
}

/** What each part was meant to count for, and what it does. */
function influenceChart({ indicators, components }: MethodReport, t: Translate): Chart {
  const [weight, actual] = [t('chart.weight'), t('chart.influence')];
  const columns = ['part', 'what', 'percent'];
  const parts = [
    ...components.slice(0, -1).map(({ title, influence }) => ({ title, influence })),
    ...indicators.map(({ title, influence }) => ({ title, influence })),
  ];
  const rows = parts.flatMap(({ title, influence }) => [
    [title, weight, percent(influence.weightShare)],
    [title, actual, influence.influenceShare === null ? null : percent(influence.influenceShare)],
  ]);
  const off = parts.filter(({ influence }) => influence.flag !== null);
  return {
    id: 'influence',
    title: t('chart.influenceTitle'),
    description:
      off.length === 0
        ? t('chart.influenceAsSaid')
        : t('chart.influenceOff', {
            parts: off
              .map(
                ({ title, influence: { flag } }) => `${title} (${flag === null ? '' : t(`chart.${flag}`)})`,
              )
              .join(', '),
          }),
    columns,
    headings: [t('chart.part'), t('chart.what'), t('chart.percent')],
    rows,
    width: 420,
    height: 44 * parts.length,
    layers: [
      {
        mark: { type: 'bar', height: { band: 0.9 } },
        encoding: {
          y: { field: 'part', type: 'nominal', sort: null, title: null },
          yOffset: { field: 'what', sort: null },
          x: {
            field: 'percent',
            type: 'quantitative',
            title: t('chart.percent'),
            scale: { domain: [0, 100] },
          },
          color: {
            field: 'what',
            title: null,
            sort: null,
            scale: { domain: [weight, actual], range: [chartColours.main, chartColours.second] },
            legend: { orient: 'top' },
          },
        },
      },
    ],
  };
}

/** Which indicators say the same and which pull against each other. */
function correlationChart({ indicators, correlations }: MethodReport, t: Translate): Chart {
  const columns = ['first', 'second', 'rho'];
  const titleOf = (id: string | undefined): string => indicators.find((each) => each.id === id)?.title ?? '';
  const rows: Cell[][] = correlations.ids.flatMap((first, at) =>
    correlations.ids.map((second, other): Cell[] => {
      const rho = correlations.values[at]?.[other] ?? null;
      return [titleOf(first), titleOf(second), rho === null ? null : Math.round(100 * rho) / 100];
    }),
  );
  const { warnings } = correlations;
  const position = {
    x: { field: 'second', type: 'nominal', axis: { labelAngle: -40, title: null }, sort: null },
    y: { field: 'first', type: 'nominal', title: null, sort: null },
  } as const;
  return {
    id: 'correlations',
    title: t('chart.correlationsTitle'),
    description:
      warnings.length === 0
        ? t('chart.correlationsNone')
        : warnings
            .map(({ sentence, r }) =>
              t('chart.correlation', { sentence: sentence.slice(0, -1), r: plain(r, 2, t) }),
            )
            .join(' '),
    columns,
    headings: [t('chart.first'), t('chart.second'), t('chart.rho')],
    rows,
    width: 60 * correlations.ids.length,
    height: 44 * correlations.ids.length,
    layers: [
      {
        mark: 'rect',
        encoding: {
          ...position,
          color: {
            field: 'rho',
            type: 'quantitative',
            title: t('chart.rho'),
            scale: {
              domain: [-1, 0, 1],
              range: [chartColours.second, '#ffffff', chartColours.main],
              interpolate: 'rgb',
            },
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 13 },
        encoding: {
          ...position,
          text: { field: 'rho', type: 'quantitative', format: '.2f' },
          color: {
            condition: { test: 'abs(datum.rho) > 0.6', value: 'white' },
            value: chartColours.text,
          },
        },
      },
    ],
  };
}

/** How much the order of the areas hangs on each indicator. */
function sensitivityChart({ sensitivity, scoredCount }: MethodReport, t: Translate): Chart {
  const columns = ['left out', 'places', 'worst tenth kept, percent'];
  const rows = sensitivity.map(({ title, meanAbsoluteShift, worstTenthKept }) => [
    title,
    Math.round(10 * meanAbsoluteShift) / 10,
    percent(worstTenthKept),
  ]);
  const most = sensitivity.reduce((a, b) => (b.meanAbsoluteShift > a.meanAbsoluteShift ? b : a));
  return {
    id: 'sensitivity',
    title: t('chart.sensitivityTitle'),
    description: t('chart.sensitivity', {
      indicator: most.title,
      places: plain(most.meanAbsoluteShift, 0, t),
      areas: plain(scoredCount, 0, t),
      percent: plain(percent(most.worstTenthKept), 0, t),
    }),
    columns,
    headings: [t('chart.leftOut'), t('chart.places'), t('chart.worstKept')],
    rows,
    width: 420,
    height: 34 * rows.length,
    layers: [
      {
        mark: { type: 'bar', color: chartColours.main, height: { band: 0.7 } },
        encoding: {
          y: { field: 'left out', type: 'nominal', sort: null, title: null },
          x: { field: 'places', type: 'quantitative', title: t('chart.placesMoved') },
        },
      },
    ],
  };
}

/** Scores against what people did. */
function validationChart(
  { title }: MethodReport,
  { outcomeTitle, cells, cellSize, rows: places }: NonNullable<MethodReport['validation']>,
  t: Translate,
): Chart {
  const columns = ['score from', 'score to', 'outcome from', 'outcome to', 'areas'];
  const rows = cells.map(({ score, outcome, areas }) => [
    score,
    score + cellSize.score,
    outcome,
    outcome + cellSize.outcome,
    areas,
  ]);
  const whole = places[0];
  return {
    id: 'validation',
    title: t('chart.validationTitle', { profile: title, outcome: outcomeTitle }),
    description:
      whole?.spearman === undefined || whole.spearman === null
        ? t('chart.tooFew')
        : t('chart.agreement', {
            place: whole.place,
            r: plain(whole.spearman, 2, t),
            areas: plain(whole.areas, 0, t),
          }),
    columns,
    headings: [
      t('chart.scoreFrom'),
      t('chart.scoreTo'),
      t('chart.outcomeFrom'),
      t('chart.outcomeTo'),
      t('chart.areas'),
    ],
    rows,
    width: 460,
    height: 340,
    layers: [
      {
        mark: 'rect',
        encoding: {
          x: {
            field: 'score from',
            type: 'quantitative',
            title: t('chart.scoreAxis'),
            scale: { domain: [0, 100] },
          },
          x2: { field: 'score to' },
          y: { field: 'outcome from', type: 'quantitative', title: outcomeTitle, scale: { zero: false } },
          y2: { field: 'outcome to' },
          color: {
            field: 'areas',
            type: 'quantitative',
            title: t('chart.areas'),
            scale: { type: 'log', range: ['#cfe3e6', '#06343b'] },
            legend: { tickCount: 4 },
          },
        },
      },
    ],
  };
}

const stages = {
  'as-published': {
    heading: 'chart.asPublished',
    axis: (indicator: MethodIndicator) => indicator.unit,
  },
  'as-prepared': {
    heading: 'chart.asPrepared',
    axis: ({ unit, preparation }: MethodIndicator, t: Translate) =>
      preparation.transform === null ? unit : t('chart.transformed'),
  },
  'as-taken': {
    heading: 'chart.asTaken',
    axis: (_: MethodIndicator, t: Translate) => t('chart.normalised'),
  },
} as const;

function shownAt(
  indicator: MethodIndicator,
  stage: keyof typeof stages,
): { distribution: Distribution | null; measure: { unit: string; decimals: number } } {
  const plainMeasure = { unit: '', decimals: 2 };
  switch (stage) {
    case 'as-published':
      return { distribution: indicator.asPublished, measure: indicator };
    case 'as-prepared': {
      const isOwnUnit = indicator.preparation.transform === null;
      return { distribution: indicator.asPrepared, measure: isOwnUnit ? indicator : plainMeasure };
    }
    case 'as-taken':
      return { distribution: indicator.asTaken, measure: plainMeasure };
  }
}

/** How the areas are spread over the values of an indicator; null where all are equal. */
function distributionChart(
  indicator: MethodIndicator,
  stage: keyof typeof stages,
  t: Translate,
): Chart | null {
  const { measure, ...chosen } = shownAt(indicator, stage);
  if (chosen.distribution === null) return null;
  const { histogram, median, lowerQuartile, upperQuartile } = chosen.distribution;
  if (histogram === null) return null;
  const columns = ['from', 'to', 'areas'];
  const rows = histogram.counts.map((count, bin) => [
    histogram.edges[bin] ?? null,
    histogram.edges[bin + 1] ?? null,
    count,
  ]);
  const figure = (value: number | null): string =>
    value === null ? t('missing.noData') : formatFigure(value, measure, t.locale);
  return {
    id: `${stage}-${indicator.id}`,
    title: t('chart.stage', { indicator: indicator.title, stage: t(stages[stage].heading) }),
    description: t('chart.half', {
      lower: figure(lowerQuartile),
      upper: figure(upperQuartile),
      median: figure(median),
    }),
    columns,
    headings: [t('chart.from'), t('chart.to'), t('chart.areas')],
    rows,
    width: 360,
    height: 140,
    layers: [
      {
        mark: { type: 'bar', color: chartColours.main },
        encoding: {
          x: {
            field: 'from',
            bin: 'binned',
            type: 'quantitative',
            title: stages[stage].axis(indicator, t),
            scale: { zero: false },
          },
          x2: { field: 'to' },
          y: { field: 'areas', type: 'quantitative', title: t('chart.areas') },
        },
      },
    ],
  };
}
