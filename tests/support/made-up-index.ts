/** One made-up small area with the figures of a digital exclusion index, all of one year and one unit a column. */
export interface MadeUpArea {
  code: string;
  population: number;
  residents2011: number;
  aged65: number;
  limited: number;
  below30: number;
  speed: number;
  pensionRate: number;
  noQualifications: number;
  unemployment: number;
  deprivation: number;
}

export const madeUpColumns = [
  'population',
  'residents2011',
  'aged65',
  'limited',
  'below30',
  'speed',
  'pensionRate',
  'noQualifications',
  'unemployment',
  'deprivation',
] as const satisfies readonly (keyof MadeUpArea)[];

/** Mapping of the made-up file for the reader mapped-csv. */
export const madeUpMapping = {
  dataset: 'made-up-index',
  areas: { type: 'lsoa', vintage: 2011 },
  period: '2022',
  key: { code: 'code' },
  columns: [
    { name: 'population', kind: 'count' },
    { name: 'residents2011', kind: 'count' },
    { name: 'aged65', kind: 'count', total: 'population' },
    { name: 'limited', kind: 'count', total: 'residents2011' },
    { name: 'below30', kind: 'percent' },
    { name: 'speed', kind: 'speed' },
    { name: 'pensionRate', kind: 'rate' },
    { name: 'noQualifications', kind: 'percent' },
    { name: 'unemployment', kind: 'share' },
    { name: 'deprivation', kind: 'score' },
  ],
};

/** Numbers that look random and are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Areas whose figures hang together: the remote have slow lines, the poor have pension credit and few papers. */
export function madeUpAreas(count: number, seed = 7): MadeUpArea[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => {
    const population = Math.round(1000 + random() * 1200);
    const remoteness = random() ** 6;
    const poverty = random();
    const aged65 = Math.round(population * (0.08 + random() * 0.25));
    const residents2011 = Math.round(population * (0.95 + random() * 0.1));
    return {
      code: `E0190${String(at).padStart(4, '0')}`,
      population,
      residents2011,
      aged65,
      limited: Math.round(residents2011 * (0.08 + poverty * 0.15)),
      below30: Number((Math.min(100, remoteness * 110) * (0.8 + random() * 0.2)).toFixed(1)),
      speed: Number((15 + (1 - remoteness) * 90 + random() * 15).toFixed(1)),
      pensionRate: Number(
        ((1000 * Math.max(1, Math.round(aged65 * (0.03 + poverty * 0.25)))) / aged65).toFixed(2),
      ),
      noQualifications: Number((8 + poverty * 30 + random() * 4).toFixed(1)),
      unemployment: Number((0.01 + poverty * 0.05 + random() * 0.01).toFixed(4)),
      deprivation: Number((3 + poverty * 60 + random() * 5).toFixed(3)),
    };
  });
}

/** The areas as a CSV file; `cells` may put other text in a row. */
export function madeUpCsv(areas: readonly MadeUpArea[]): string {
  const rows = areas.map((area) => [area.code, ...madeUpColumns.map((name) => String(area[name]))].join(','));
  return `code,${madeUpColumns.join(',')}\n${rows.join('\n')}\n`;
}
