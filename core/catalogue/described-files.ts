import type { DatasetDescription, DescribedIndicator, DescribedSeries } from '../contract/data-catalogue.ts';

export interface DescribedFile {
  readonly indicator: DescribedIndicator;
  readonly series: DescribedSeries;
  /** One word that no other file of the dataset has: population-lsoa-2021-2021. */
  readonly name: string;
  /** "Population: lsoa 2021, 2021". */
  readonly title: string;
}

function nameOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** Every series in force of a dataset as a file that can be downloaded. */
export function describedFiles({ indicators }: DatasetDescription): DescribedFile[] {
  return indicators.flatMap((indicator) =>
    indicator.series
      .filter(({ isCurrent }) => isCurrent)
      .map((series) => {
        const { type, vintage, period } = series;
        return {
          ...{ indicator, series },
          name: nameOf(`${indicator.id}-${type}-${vintage}-${period}`),
          title: `${indicator.title}: ${type} ${vintage}, ${period}`,
        };
      }),
  );
}
