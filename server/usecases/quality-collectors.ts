import type { FindingExample } from '../../core/contract/quality.ts';
import { findingOf, rowsInWords, type RawFinding } from '../../core/quality/table.ts';
import type { SourceRow } from '../sources/source.ts';

/** Above this many keys duplicates are left to the primary key of the table. */
const mostKeys = 500_000;

export interface Keys {
  readonly codes: readonly string[];
  readonly lines: readonly number[];
  add(key: string, code: string, line: number): void;
  findings(): readonly RawFinding[];
}

/** Remembers every key once, to find those that come again. */
export function createKeys(): Keys {
  const seen = new Set<string>();
  const codes: string[] = [];
  const lines: number[] = [];
  const repeated: { readonly code: string; readonly line: number }[] = [];
  return {
    codes,
    lines,
    add(key, code, line) {
      if (seen.size >= mostKeys) return;
      if (seen.has(key)) {
        repeated.push({ code, line });
        return;
      }
      seen.add(key);
      codes.push(code);
      lines.push(line);
    },
    findings() {
      if (repeated.length === 0) return [];
      const table = {
        columns: [],
        codes: repeated.map((r) => r.code),
        lines: repeated.map((r) => r.line),
        values: [],
      };
      const raw = findingOf(table, {
        code: 'duplicate-key',
        severity: 'error',
        column: null,
        rows: repeated.map((_, at) => at),
        message: `${rowsInWords(repeated.length)} repeat a code that stands in an earlier row.`,
        show: () => '',
      });
      return [
        { finding: { ...raw.finding, share: repeated.length / (seen.size + repeated.length) }, rows: [] },
      ];
    },
  };
}

export interface Outside {
  add(rows: readonly SourceRow[]): void;
  findings(kept: number): readonly RawFinding[];
}

/** Premises that are not in Great Britain: swapped coordinates, or another system. Counted row by row, nothing is kept. */
export function createOutside(): Outside {
  let count = 0;
  const examples: FindingExample[] = [];
  return {
    add(rows) {
      for (const row of rows) {
        if (row.kind !== 'premises') continue;
        const { easting, northing } = row;
        if (easting > 0 && easting < 700_000 && northing > 0 && northing < 1_300_000) continue;
        count += 1;
        if (examples.length < 5) {
          examples.push({ line: row.line, code: String(row.uprn), value: `${easting}, ${northing}` });
        }
      }
    },
    findings(kept) {
      if (count === 0) return [];
      const share = count / Math.max(1, kept);
      const message = `${rowsInWords(count)} lie outside Great Britain: easting and northing may be swapped or of another system.`;
      const severity = share > 0.01 ? 'error' : 'warning';
      return [
        {
          rows: [],
          finding: {
            code: 'out-of-range',
            severity,
            column: 'easting, northing',
            count,
            share,
            message,
            examples,
          },
        },
      ];
    },
  };
}

export interface Unreadable {
  add(row: SourceRow & { readonly kind: 'values' }): void;
  findings(kept: number): readonly RawFinding[];
}

/** Cells that are neither a number nor one of the known marks for "no figure". */
export function createUnreadable(names: readonly string[]): Unreadable {
  const counts = new Map<number, { count: number; examples: FindingExample[] }>();
  return {
    add(row) {
      for (const [at, reason] of row.reasons ?? []) {
        if (reason !== 'invalid-in-source') continue;
        const entry = counts.get(at) ?? { count: 0, examples: [] };
        entry.count += 1;
        if (entry.examples.length < 5)
          entry.examples.push({ line: row.line, code: row.code, value: 'not a number' });
        counts.set(at, entry);
      }
    },
    findings(kept) {
      return [...counts].map(([at, { count, examples }]) => ({
        rows: [],
        finding: {
          code: 'unreadable-value',
          severity: count > kept * 0.05 ? 'error' : 'warning',
          column: names[at] ?? null,
          count,
          share: count / Math.max(1, kept),
          message: `${rowsInWords(count)} of "${names[at] ?? ''}" hold text that is no number and no known mark for a missing one.`,
          examples,
        },
      }));
    },
  };
}
