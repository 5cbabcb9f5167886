/**
 * The last day of the period that a release states, as an ISO date: "2021" ends on 31 December 2021, "2026-01" on 31
 * January 2026, "2026-01-15" on that day. Null for words whose end is not certain ("mid-2020", "2022/23"): an age that
 * is guessed would be worse than none.
 *
 * @example periodEnd('2024-02') // '2024-02-29'
 */
export function periodEnd(period: string): string | null {
  const [, year, month, day] =
    /^((?:19|20)\d{2})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?$/.exec(period.trim()) ?? [];
  if (year === undefined) return null;
  if (month === undefined) return `${year}-12-31`;
  const last = lastDayOf(Number(year), Number(month));
  if (day === undefined) return `${year}-${month}-${String(last)}`;
  return Number(day) >= 1 && Number(day) <= last ? `${year}-${month}-${day}` : null;
}

/** Every fourth year but the hundreds, except each fourth of those. */
function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function lastDayOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The first day of a period whose end is certain, as an ISO date; null for others.
 *
 * @example periodStart('2024-02') // '2024-02-01'
 */
export function periodStart(period: string): string | null {
  if (periodEnd(period) === null) return null;
  const [year = '', month = '01', day = '01'] = period.trim().split('-');
  return `${year}-${month}-${day}`;
}
