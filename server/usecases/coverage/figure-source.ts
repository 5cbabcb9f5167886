import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';

/** A source as contracts have it, without what else was read with it. */
export function toFigureSource(source: FigureSource): FigureSource {
  const { datasetId, title, publisher, licence, attribution, period, madeUp } = source;
  return { datasetId, title, publisher, licence, attribution, period, madeUp };
}
