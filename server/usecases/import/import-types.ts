import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';
import type { SourceDefinition } from '../../../core/contract/dataset.ts';
import type { QualityReport } from '../../../core/contract/quality.ts';
import type { Database, Queryable } from '../../database/database.ts';
import type { SourceFile, SourceNote } from '../../sources/source.ts';

export interface ImportServices {
  readonly database: Database;
  /** Where tiles and reports go. */
  readonly dataFolder: string;
  readonly sources: readonly SourceDefinition[];
  readonly indicators: readonly IndicatorDefinition[];
  /** Told what is being done and how far it is; called often, so keep it cheap. */
  readonly onProgress: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly file: string;
  readonly step: string;
  readonly rows: number;
}

export interface ImportRequest {
  readonly file: SourceFile;
  /** A reader's id, where the file does not say what it is. */
  readonly format: string | null;
  /** A dataset's id of data/sources.yaml, where it is not the one the reader takes it for. */
  readonly datasetId: string | null;
  /** vintage, period, type, mapping ... as the readers document them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly madeUp: boolean;
  readonly acceptWarnings: boolean;
  readonly isDryRun: boolean;
  readonly importedBy: string;
}

export interface ImportOutcome {
  readonly file: string;
  readonly datasetId: string;
  /** `unchanged`: this very file with these options is loaded already, nothing was done. */
  readonly status: 'imported' | 'unchanged' | 'checked';
  readonly releaseId: number | null;
  /** False where the file was loaded before and another release has taken its place since. */
  readonly isCurrent: boolean;
  readonly report: QualityReport | null;
  /** The file of every rejected row; null where none was rejected. */
  readonly rejectionFile: string | null;
  readonly notes: readonly SourceNote[];
  readonly rowsKept: number;
  readonly superseded: readonly number[];
}

/** What a row writer is given: the open transaction and the release its rows hang on. */
export interface WriteTarget {
  readonly transaction: Queryable;
  readonly services: ImportServices;
  readonly releaseId: number;
  readonly request: ImportRequest;
  note(note: SourceNote): void;
}
