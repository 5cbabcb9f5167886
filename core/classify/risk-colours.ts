import { paletteColours, palettes } from './palettes.ts';

const sequential = palettes.filter(({ kind }) => kind === 'sequential');

export const paletteChoices: readonly { id: string; title: string }[] = sequential;

/**
 * Colours of risk classes, greatest risk (darkest) first.
 *
 * @param id a palette of paletteChoices; a link with an unknown one gets viridis
 */
export function riskColours(id: string, classCount: number): readonly string[] {
  if (classCount === 0) return [];
  const palette = sequential.find((candidate) => candidate.id === id);
  return [...paletteColours(palette?.id ?? 'viridis', classCount)].reverse();
}
