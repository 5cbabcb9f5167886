/** Whether so many ranked areas have a worst tenth: of fewer than ten none is in it (core/index/deciles.ts). */
export function hasWorstTenth(rankOf: number): boolean {
  return rankOf >= 10;
}
