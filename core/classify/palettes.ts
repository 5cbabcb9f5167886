/**
 * Colours for classes, as data. Low risk is light and high risk dark, so that the order survives print, sunlight and
 * every kind of colour blindness (tests/core/classify/palettes.test.ts simulates three). "No data" is a colour of its
 * own that no palette uses, drawn with a hatch so that it never depends on colour.
 */
export interface Palette {
  readonly id: string;
  readonly title: string;
  /** 'sequential' from low to high; 'diverging' from below, through none, to above: for changes. */
  readonly kind: 'sequential' | 'diverging';
  /** Hexadecimal anchors at equal distances. */
  readonly anchors: readonly string[];
}

/** Cividis and viridis: Nuñez et al. 2018, van der Walt and Smith 2015 (CC0). The others: ColorBrewer (Apache 2.0). */
export const palettes = [
  {
    id: 'cividis',
    title: 'Yellow to dark blue',
    kind: 'sequential',
    anchors: [
      '#fdea45',
      '#ead156',
      '#caba6a',
      '#ada476',
      '#948f78',
      '#7f7c75',
      '#696970',
      '#4d566d',
      '#2b446e',
      '#0a326a',
      '#002051',
    ],
  },
  {
    id: 'viridis',
    title: 'Yellow, green, dark purple',
    kind: 'sequential',
    anchors: [
      '#fde725',
      '#bddf26',
      '#7ad151',
      '#44bf70',
      '#22a884',
      '#21918c',
      '#2a788e',
      '#355f8d',
      '#414487',
      '#482475',
      '#440154',
    ],
  },
  {
    id: 'yellow-green-blue',
    title: 'Pale yellow, green, dark blue',
    kind: 'sequential',
    anchors: [
      '#ffffd9',
      '#edf8b1',
      '#c7e9b4',
      '#7fcdbb',
      '#41b6c4',
      '#1d91c0',
      '#225ea8',
      '#253494',
      '#081d58',
    ],
  },
  {
    id: 'yellow-orange-brown',
    title: 'Pale yellow, orange, brown',
    kind: 'sequential',
    anchors: [
      '#ffffe5',
      '#fff7bc',
      '#fee391',
      '#fec44f',
      '#fe9929',
      '#ec7014',
      '#cc4c02',
      '#993404',
      '#662506',
    ],
  },
  {
    id: 'purple-orange',
    title: 'Purple (lower) to orange (higher)',
    kind: 'diverging',
    anchors: ['#542788', '#998ec3', '#d8daeb', '#f7f7f7', '#fee0b6', '#f1a340', '#b35806'],
  },
] as const satisfies readonly Palette[];

export type PaletteId = (typeof palettes)[number]['id'];

/** How "no data" is drawn, on the map and in the legend: a hatch of `line` on `fill`. */
export const noData = { fill: '#f2f2f2', line: '#8c8c8c', label: 'No data' } as const;

/**
 * The colours of a palette for so many classes, the first for the lowest class.
 *
 * @throws RangeError when `count` is not a whole number of 1 or more.
 * @example paletteColours('cividis', 2) // ['#fdea45', '#002051']
 */
export function paletteColours(id: PaletteId, count: number): readonly string[] {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`a map has 1 class or more, not ${count}`);
  const anchors: readonly string[] = palettes.find((palette) => palette.id === id)?.anchors ?? [];
  if (count === 1) return [mix(anchors, 0.5)];
  return Array.from({ length: count }, (_, index) => mix(anchors, index / (count - 1)));
}

function mix(anchors: readonly string[], share: number): string {
  const position = share * (anchors.length - 1);
  const below = Math.min(Math.floor(position), anchors.length - 1);
  const low = channels(anchors[below] ?? '#000000');
  const high = channels(anchors[Math.min(below + 1, anchors.length - 1)] ?? '#000000');
  const mixed = low.map((channel, at) =>
    Math.round(channel + ((high[at] ?? 0) - channel) * (position - below)),
  );
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Red, green and blue, 0 to 255, of '#rrggbb'. */
export function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
