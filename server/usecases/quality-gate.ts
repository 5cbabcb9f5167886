import type { IndicatorDefinition } from '../../core/contract/indicator.ts';
import type { QualityReport } from '../../core/contract/quality.ts';
import { qualityChecks } from '../../core/quality/checks.ts';
import { checkKnownCodes, type KnownCodes } from '../../core/quality/known-codes.ts';
import { createRowRetention } from '../../core/quality/row-retention.ts';
import type { QualityTable } from '../../core/quality/table.ts';
import type { OpenedSource, Rejection, SourceRow } from '../sources/source.ts';
import { createKeys, createOutside, createUnreadable, type Keys } from './quality-collectors.ts';
import { qualityColumns, qualityRatios, qualityRow } from './quality-rows.ts';
import { rowCounts, sampled, summarise } from './quality-summary.ts';

export interface QualityGateOptions {
  readonly source: Pick<OpenedSource, 'facts' | 'columns'>;
  readonly rowKind: SourceRow['kind'];
  /** The catalogue's indicators of this dataset: they say units and how rates are made. */
  readonly indicators: readonly IndicatorDefinition[];
  /** Loaded areas of the kind the file is about, with the vintages they exist in; null where it brings the areas itself. */
  readonly knownCodes: KnownCodes | null;
  /** Population of those areas from earlier imports, to hold denominators against. */
  readonly populations?: ReadonlyMap<string, number>;
  /** Share of rows that warnings may touch before they must be accepted; 1 % where not given. */
  readonly acceptedWarningShare?: number;
  /** Takes every rejection, for the file of all of them; the report shows the first 20. */
  readonly onRejection?: (rejection: Rejection) => void;
}

/** Stands between a reader and the database: sees every row and every rejection, and says whether to go on. */
export interface QualityGate {
  accept(rows: readonly SourceRow[]): void;
  /** To be called by ReadContext.reject. */
  reject(rejection: Rejection): void;
  report(): QualityReport;
}

const shownRejections = 20;

/** Share of rows that warnings may touch before they must be accepted. */
export const acceptedWarningShare = 0.01;

/**
 * Makes the quality gate of one file. Rows stream through; what is kept of them is bounded (every area code once,
 * and at most 4 million figures), and the checks of core/quality look at it in report().
 */
export function createQualityGate(options: QualityGateOptions): QualityGate {
  const columns = qualityColumns(options.source, options.indicators, options.rowKind);
  const retention = createRowRetention(columns);
  const keys = createKeys();
  const unreadable = createUnreadable(columns.map((column) => column.name));
  const outside = createOutside();
  const rejections: Rejection[] = [];
  let kept = 0;
  let rejected = 0;
  return {
    accept(rows) {
      kept += rows.length;
      if (options.rowKind === 'premises') {
        outside.add(rows);
        return;
      }
      for (const row of rows) {
        const seen = qualityRow(row);
        if (seen === null) continue;
        keys.add(seen.key, seen.code, row.line);
        retention.add(seen.code, row.line, seen.values);
        if (row.kind === 'values' && row.reasons !== null) unreadable.add(row);
      }
    },
    reject(rejection) {
      rejected += 1;
      if (rejections.length < shownRejections) rejections.push(rejection);
      options.onRejection?.(rejection);
    },
    report() {
      const table = retention.table();
      const context = {
        ratios: qualityRatios(options.indicators),
        populations: options.populations ?? new Map(),
      };
      const areas = options.source.facts.areas;
      const findings = [
        ...rowCounts(kept, rejected),
        ...(areas === null || options.knownCodes === null || keys.codes.length === 0
          ? []
          : checkKnownCodes(codesOnly(keys), areas, options.knownCodes)),
        ...keys.findings(),
        ...qualityChecks.flatMap((check) => check(table, context)),
        ...unreadable.findings(kept),
        ...outside.findings(kept),
        ...sampled(retention.stride),
      ];
      return summarise(findings, {
        kept,
        rejected,
        rejections,
        acceptedWarningShare: options.acceptedWarningShare ?? acceptedWarningShare,
        stride: retention.stride,
      });
    },
  };
}

function codesOnly({ codes, lines }: Keys): QualityTable {
  return { columns: [], codes, lines, values: [] };
}
