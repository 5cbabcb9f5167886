import type { AreaSet } from '../contract/area.ts';
import { findingOf, rowsInWords, type QualityTable, type RawFinding } from './table.ts';

/** Vintages that have a code, by code, for one kind of area. */
export type KnownCodes = ReadonlyMap<string, readonly number[]>;

/**
 * Codes that no loaded area of the file's own vintage has, and what explains them: another vintage (an error where it
 * fits the whole file better: the figures would go to the wrong areas), a nation that is not loaded (information), or
 * nothing (a warning while most codes are known; information where the file simply covers more than is loaded).
 *
 * @param table its codes must be all codes of the file; the figures are not looked at.
 */
export function checkKnownCodes(
  table: QualityTable,
  areas: AreaSet,
  known: KnownCodes,
): readonly RawFinding[] {
  const unknown: number[] = [];
  const elsewhere = new Map<number, number[]>();
  for (const [row, code] of table.codes.entries()) {
    const vintages = known.get(code);
    if (vintages?.includes(areas.vintage) === true) continue;
    if (vintages === undefined) unknown.push(row);
    for (const vintage of vintages ?? []) {
      const rows = elsewhere.get(vintage) ?? [];
      rows.push(row);
      elsewhere.set(vintage, rows);
    }
  }
  const rowCount = table.codes.length;
  const matched = rowCount - unknown.length - new Set([...elsewhere.values()].flat()).size;
  if (rowCount > 0 && matched === 0 && elsewhere.size === 0) return [noneKnown(table, areas)];
  return [
    ...otherVintages(table, areas, { known, elsewhere }),
    ...unexplained(table, areas, { known, unknown, matched }),
    ...withoutRow(table, areas, { known, matched }),
  ];
}

function noneKnown(table: QualityTable, areas: AreaSet): RawFinding {
  return findingOf(table, {
    code: 'no-known-area',
    severity: 'error',
    column: null,
    rows: table.codes.map((_, row) => row),
    message: `None of the codes is that of a loaded area (${areas.type} ${areas.vintage}): import the boundaries first, or say which areas these are.`,
    show: () => '',
  });
}

interface Elsewhere {
  readonly known: KnownCodes;
  readonly elsewhere: ReadonlyMap<number, readonly number[]>;
}

function otherVintages(
  table: QualityTable,
  areas: AreaSet,
  { known, elsewhere }: Elsewhere,
): readonly RawFinding[] {
  const has = (vintage: number): number =>
    table.codes.reduce((sum, code) => sum + (known.get(code)?.includes(vintage) === true ? 1 : 0), 0);
  const own = has(areas.vintage);
  return [...elsewhere].map(([vintage, rows]) => {
    const isBetter = has(vintage) > own;
    const advice = isBetter
      ? ` All in all ${vintage} fits better: import it with vintage ${vintage}.`
      : ' They cannot be joined to the areas of this vintage.';
    return findingOf(table, {
      code: 'other-vintage',
      severity: isBetter ? 'error' : 'warning',
      column: null,
      rows,
      message: `${rowsInWords(rows.length)} have codes of ${areas.type} ${vintage}, not ${areas.vintage}.${advice}`,
      show: () => String(vintage),
    });
  });
}

interface Unexplained {
  readonly known: KnownCodes;
  readonly unknown: readonly number[];
  readonly matched: number;
}

function unexplained(
  table: QualityTable,
  areas: AreaSet,
  { known, unknown, matched }: Unexplained,
): readonly RawFinding[] {
  const nations = new Set([...known.keys()].map(nationOf));
  const abroad = unknown.filter((row) => !nations.has(nationOf(table.codes[row] ?? '')));
  const rest = unknown.filter((row) => nations.has(nationOf(table.codes[row] ?? '')));
  const findings: RawFinding[] = [];
  if (abroad.length > 0) {
    findings.push(
      findingOf(table, {
        code: 'nation-not-loaded',
        severity: 'info',
        column: null,
        rows: abroad,
        message: `${rowsInWords(abroad.length)} are of nations whose areas are not loaded; they are left out.`,
        show: () => '',
      }),
    );
  }
  if (rest.length > 0) {
    const isRare = rest.length < matched * 0.1;
    findings.push(
      findingOf(table, {
        code: 'unknown-code',
        severity: isRare ? 'warning' : 'info',
        column: null,
        rows: rest,
        message: isRare
          ? `${rowsInWords(rest.length)} have codes that no loaded area of any vintage has.`
          : `${rowsInWords(rest.length)} are about ${areas.type}s that are not loaded; they are left out.`,
        show: () => '',
      }),
    );
  }
  return findings;
}

function withoutRow(
  table: QualityTable,
  areas: AreaSet,
  { known, matched }: { readonly known: KnownCodes; readonly matched: number },
): readonly RawFinding[] {
  let expected = 0;
  for (const vintages of known.values()) if (vintages.includes(areas.vintage)) expected += 1;
  const absent =
    expected - new Set(table.codes.filter((code) => known.get(code)?.includes(areas.vintage))).size;
  if (matched === 0 || absent === 0) return [];
  const { finding } = findingOf(table, {
    code: 'area-without-row',
    severity: 'info',
    column: null,
    rows: [],
    message: `${absent} of ${expected} loaded areas (${areas.type} ${areas.vintage}) have no row; they stay without a value.`,
  });
  return [{ finding: { ...finding, count: absent, share: absent / expected }, rows: [] }];
}

/** England, Wales and Scotland by their letter; Northern Ireland by N or the older 95. Made-up places by their own. */
function nationOf(code: string): string {
  return code.startsWith('95') ? 'N' : code.slice(0, 1);
}
