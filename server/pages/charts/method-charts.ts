import type { Distribution, MethodIndicator, MethodReport } from '../../../core/contract/method-report.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import { chartColours, type Cell, type Chart } from './chart.ts';

const plain = (value: number, decimals: number): string => formatFigure(value, { unit: '', decimals });
const percent = (share: number): number => Math.round(1000 * share) / 10;

/** All charts of a method page, in the order of the page. */
export function methodCharts(report: MethodReport): readonly Chart[] {
  return [
    influenceChart(report),
    correlationChart(report),
    ...(report.sensitivity.length === 0 ? [] : [sensitivityChart(report)]),
    ...(report.validation === null ? [] : [validationChart(report, report.validation)]),
    ...report.indicators.flatMap((indicator) => [
      distributionChart(indicator, 'as-published'),
      ...(indicator.asPrepared === null ? [] : [distributionChart(indicator, 'as-prepared')]),
      distributionChart(indicator, 'as-taken'),
    ]),
  ].filter((chart) => chart !== null);
}

/** What each part was meant to count for, and what it does. */
function influenceChart({ indicators, components }: MethodReport): Chart {
  const columns = ['part', 'what', 'percent'];
  const parts = [
    ...components.slice(0, -1).map(({ title, influence }) => ({ title, influence })),
    ...indicators.map(({ title, influence }) => ({ title, influence })),
  ];
  const rows = parts.flatMap(({ title, influence }) => [
    [title, 'weight', percent(influence.weightShare)],
    [title, 'influence', influence.influenceShare === null ? null : percent(influence.influenceShare)],
  ]);
  const off = parts.filter(({ influence }) => influence.flag !== null);
  return {
    id: 'influence',
    title: 'Weight and real influence among its siblings, percent',
    description:
      off.length === 0
        ? 'Every part has about the influence that its weight says.'
        : `More than half off their weight: ${off.map(({ title, influence }) => `${title} (${influence.flag ?? ''})`).join(', ')}.`,
    columns,
    rows,
    width: 420,
    height: 44 * parts.length,
    layers: [
      {
        mark: { type: 'bar', height: { band: 0.9 } },
        encoding: {
          y: { field: 'part', type: 'nominal', sort: null, title: null },
          yOffset: { field: 'what', sort: null },
          x: { field: 'percent', type: 'quantitative', title: 'percent', scale: { domain: [0, 100] } },
          color: {
            field: 'what',
            title: null,
            sort: null,
            scale: { domain: ['weight', 'influence'], range: [chartColours.main, chartColours.second] },
            legend: { orient: 'top' },
          },
        },
      },
    ],
  };
}

/** Which indicators say the same and which pull against each other. */
function correlationChart({ indicators, correlations }: MethodReport): Chart {
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
    title: 'How the indicators go together (Spearman)',
    description:
      warnings.length === 0
        ? 'No two indicators of a component repeat each other, contradict each other or have little in common.'
        : warnings
            .map(({ sentence, r }) => `${sentence.slice(0, -1)} (correlation ${plain(r, 2)}).`)
            .join(' '),
    columns,
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
            title: 'rho',
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
function sensitivityChart({ sensitivity, scoredCount }: MethodReport): Chart {
  const columns = ['left out', 'places', 'worst tenth kept, percent'];
  const rows = sensitivity.map(({ title, meanAbsoluteShift, worstTenthKept }) => [
    title,
    Math.round(10 * meanAbsoluteShift) / 10,
    percent(worstTenthKept),
  ]);
  const most = sensitivity.reduce((a, b) => (b.meanAbsoluteShift > a.meanAbsoluteShift ? b : a));
  return {
    id: 'sensitivity',
    title: 'Places that areas move on average without each indicator',
    description: `The order hangs most on ${most.title}: without it areas move ${plain(most.meanAbsoluteShift, 0)} places on \
average out of ${plain(scoredCount, 0)}, and ${plain(percent(most.worstTenthKept), 0)}% of the worst tenth stays in it.`,
    columns,
    rows,
    width: 420,
    height: 34 * rows.length,
    layers: [
      {
        mark: { type: 'bar', color: chartColours.main, height: { band: 0.7 } },
        encoding: {
          y: { field: 'left out', type: 'nominal', sort: null, title: null },
          x: { field: 'places', type: 'quantitative', title: 'places moved on average' },
        },
      },
    ],
  };
}

/** Scores against what people did. */
function validationChart(
  { title }: MethodReport,
  { outcomeTitle, cells, cellSize, rows: places }: NonNullable<MethodReport['validation']>,
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
    title: `${title} against ${outcomeTitle}`,
    description:
      whole?.spearman === undefined || whole.spearman === null
        ? 'Too few areas have both figures to say how they go together.'
        : `In ${whole.place} the two orders agree with a Spearman correlation of ${plain(whole.spearman, 2)} over \
${plain(whole.areas, 0)} areas.`,
    columns,
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
            title: 'score, 0 (least risk) to 100',
            scale: { domain: [0, 100] },
          },
          x2: { field: 'score to' },
          y: { field: 'outcome from', type: 'quantitative', title: outcomeTitle, scale: { zero: false } },
          y2: { field: 'outcome to' },
          color: {
            field: 'areas',
            type: 'quantitative',
            title: 'areas',
            scale: { type: 'log', range: ['#cfe3e6', '#06343b'] },
            legend: { tickCount: 4 },
          },
        },
      },
    ],
  };
}

const stages = {
  'as-published': { heading: 'as published', axis: (indicator: MethodIndicator) => indicator.unit },
  'as-prepared': {
    heading: 'as it is prepared',
    axis: ({ unit, preparation }: MethodIndicator) => (preparation.transform === null ? unit : 'transformed'),
  },
  'as-taken': { heading: 'as the index takes it (right is riskier)', axis: () => 'normalised value' },
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
function distributionChart(indicator: MethodIndicator, stage: keyof typeof stages): Chart | null {
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
    value === null ? 'no data' : formatFigure(value, measure);
  return {
    id: `${stage}-${indicator.id}`,
    title: `${indicator.title}, ${stages[stage].heading}`,
    description: `Half of the areas lie between ${figure(lowerQuartile)} and ${figure(upperQuartile)}; the middle one has \
${figure(median)}.`,
    columns,
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
            title: stages[stage].axis(indicator),
            scale: { zero: false },
          },
          x2: { field: 'to' },
          y: { field: 'areas', type: 'quantitative', title: 'areas' },
        },
      },
    ],
  };
}
