import type { TopLevelSpec } from 'vega-lite';

export type Cell = string | number | null;

/**
 * A chart that can be seen, read and taken away: the picture, a sentence that says what it shows, and its figures as a
 * table. The table is what the chart draws, so that neither can say more than the other.
 */
export interface Chart {
  /** Part of its address: lower-case words joined by hyphens. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for those who cannot see it. */
  readonly description: string;
  /** Names for programs: the specification and the CSV have them, in every language the same. */
  readonly columns: readonly string[];
  /** What the columns are called in the table, in the language of the page. */
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly width: number;
  readonly height: number;
  /** What is drawn over each other, from the rows named by their columns. */
  readonly layers: ChartLayers;
}

export type ChartLayers = Extract<TopLevelSpec, { layer: unknown }>['layer'];

/** Dark teal for what is said, orange for what is set against it: told apart by people who are colour-blind. */
export const chartColours = { main: '#0b5f6b', second: '#d4791e', grid: '#d9dddf', text: '#0b0c0c' } as const;

/** The figures of a chart as one object per row, named by its columns: what a specification draws. */
export function recordsOf({ columns, rows }: Pick<Chart, 'columns' | 'rows'>): Record<string, Cell>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])));
}
