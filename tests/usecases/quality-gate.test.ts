import { describe, expect, it } from 'vitest';
import { qualityReportSchema } from '../../core/contract/quality.ts';
import type { KnownCodes } from '../../core/quality/known-codes.ts';
import type { SourceColumn, ValuesRow } from '../../server/sources/source.ts';
import { createQualityGate, type QualityGateOptions } from '../../server/usecases/quality-gate.ts';

const codes = Array.from({ length: 40 }, (_, at) => `E019${String(at).padStart(5, '0')}`);
const known: KnownCodes = new Map(codes.map((code) => [code, [2021]]));
const count: SourceColumn = { name: 'people', kind: 'count', total: null };

function row(code: string, values: readonly (number | null)[], line = 2): ValuesRow {
  return { kind: 'values', line, code, name: null, values, reasons: null };
}

function gateOf(changes: Partial<QualityGateOptions> = {}) {
  return createQualityGate({
    source: {
      facts: { datasetId: 'test', areas: { type: 'lsoa', vintage: 2021 }, period: '2021', part: '' },
      columns: [count],
    },
    rowKind: 'values',
    indicators: [],
    knownCodes: known,
    ...changes,
  });
}

const cleanRows = codes.map((code, at) => row(code, [1000 + at * 7], at + 2));

function found(gate: ReturnType<typeof gateOf>): string[] {
  return gate.report().findings.map((finding) => `${finding.severity} ${finding.code}`);
}

describe('the quality gate', () => {
  it('lets a clean file through without a word', () => {
    const gate = gateOf();
    gate.accept(cleanRows.slice(0, 20));
    gate.accept(cleanRows.slice(20));
    expect(qualityReportSchema.parse(gate.report())).toEqual({
      rowsRead: 40,
      rowsKept: 40,
      rowsRejected: 0,
      rejections: [],
      findings: [],
      warningShare: 0,
      verdict: 'pass',
    });
  });

  it('shows the first 20 rejections and hands all of them on', () => {
    const all: number[] = [];
    const gate = gateOf({ onRejection: (rejection) => void all.push(rejection.line) });
    gate.accept(cleanRows);
    for (let line = 100; line < 125; line += 1) gate.reject({ line, column: 'a', value: 'x', reason: 'bad' });
    const report = gate.report();
    expect([report.rowsRead, report.rowsRejected, report.rejections.length, all.length]).toEqual([
      65, 25, 20, 25,
    ]);
    expect(report).toMatchObject({
      verdict: 'refused',
      findings: [{ code: 'rows-rejected', severity: 'error' }],
    });
  });

  it('asks for acceptance when warnings touch more than the set share of rows, and not below', () => {
    const bad = (share: number) => {
      const gate = gateOf({ acceptedWarningShare: share });
      gate.accept(cleanRows);
      gate.reject({ line: 99, column: null, value: null, reason: 'bad' });
      return gate.report().verdict;
    };
    expect(bad(0.01)).toBe('needs-acceptance');
    expect(bad(0.1)).toBe('pass');
  });

  it('refuses an area that comes twice, with its line', () => {
    const gate = gateOf();
    gate.accept([...cleanRows, row('E01900003', [5], 77)]);
    expect(gate.report()).toMatchObject({
      verdict: 'refused',
      findings: [{ code: 'duplicate-key', count: 1, examples: [{ line: 77, code: 'E01900003' }] }],
    });
  });

  it('refuses a file without rows', () => {
    expect(found(gateOf())).toEqual(['error no-rows']);
  });

  it('refuses codes of another vintage and says which one', () => {
    const vintages: KnownCodes = new Map([
      ...codes.map((code, at): [string, number[]] => [code, at < 30 ? [2011, 2021] : [2021]]),
      ...Array.from({ length: 10 }, (_, at): [string, number[]] => [`E0191000${at}`, [2011]]),
    ]);
    const gate = gateOf({ knownCodes: vintages });
    gate.accept(cleanRows.slice(0, 30));
    gate.accept(Array.from({ length: 10 }, (_, at) => row(`E0191000${at}`, [900 + at], 60 + at)));
    const report = gate.report();
    expect(report.verdict).toBe('refused');
    expect(report.findings[0]?.message).toContain('10 rows have codes of lsoa 2011, not 2021');
    expect(report.findings[0]?.message).toContain('import it with vintage 2011');
  });

  it('warns of a code that no area has, and only reports nations and places that are not loaded', () => {
    const oneTypingError = gateOf();
    oneTypingError.accept([...cleanRows.slice(1), row('E01999999', [5])]);
    expect(found(oneTypingError)).toEqual(['warning unknown-code', 'info area-without-row']);
    const scotland = gateOf();
    scotland.accept([...cleanRows, row('S01006506', [5]), row('95AA01S1', [5])]);
    expect(found(scotland)).toEqual(['info nation-not-loaded']);
    const wholeCountry = gateOf();
    wholeCountry.accept([
      ...cleanRows,
      ...codes.map((_, at) => row(`E0100${String(at).padStart(4, '0')}`, [at])),
    ]);
    expect(found(wholeCountry)).toEqual(['info unknown-code']);
  });

  it('refuses a file of which no code is known', () => {
    const gate = gateOf();
    gate.accept([row('W01000001', [5]), row('W01000002', [6])]);
    expect(found(gate)).toEqual(['error no-known-area']);
  });

  it('reports text where a number belongs', () => {
    const gate = gateOf();
    const unreadable = { ...row('E01900000', [null]), reasons: new Map([[0, 'invalid-in-source' as const]]) };
    gate.accept([unreadable, ...cleanRows.slice(1)]);
    expect(found(gate)).toEqual(['warning unreadable-value']);
  });

  it('finds premises with swapped coordinates without keeping them', () => {
    const gate = gateOf({ rowKind: 'premises', knownCodes: null });
    const at = (uprn: number, easting: number, northing: number) =>
      ({ kind: 'premises', line: uprn, uprn, easting, northing }) as const;
    gate.accept([at(1, 377_000, 392_000), at(2, 392_000, 1_377_000)]);
    expect(gate.report()).toMatchObject({
      verdict: 'refused',
      findings: [{ code: 'out-of-range', count: 1 }],
    });
  });

  it('checks a file longer than its memory by every n-th row, and says so', () => {
    const columns = Array.from({ length: 2000 }, (_, at) => ({ ...count, name: `c${at}` }));
    const gate = gateOf({ source: { facts: gateFacts, columns }, knownCodes: null });
    for (let at = 0; at < 4100; at += 1) {
      gate.accept([
        row(
          `X${String(at).padStart(8, '0')}`,
          columns.map((_, column) => at + column),
        ),
      ]);
    }
    expect(found(gate)).toEqual(['info sampled']);
  });
});

const gateFacts = { datasetId: 'test', areas: null, period: null, part: '' };
