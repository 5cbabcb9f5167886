import type { OpenedSource, Rejection, SourceRow } from '../../sources/source.ts';
import type { RejectionFile } from '../../store/rejection-file.ts';
import type { QualityGate } from '../quality-gate.ts';
import type { ImportServices } from './import-types.ts';

export interface Watch {
  readonly gate: QualityGate;
  /** What the reader has rejected since it was last looked at; emptied here. */
  readonly rejections: Rejection[];
  readonly rejectionFile: RejectionFile;
  readonly services: ImportServices;
  readonly file: string;
}

/** Passes the rows on, showing each batch to the quality gate and telling how far the import is. */
export function watchRows(opened: OpenedSource, watch: Watch): OpenedSource {
  async function takeRejections(): Promise<void> {
    for (const rejection of watch.rejections.splice(0)) {
      watch.gate.reject(rejection);
      watch.rejectionFile.add(rejection);
    }
    await watch.rejectionFile.flush();
  }
  async function* batches(): AsyncGenerator<readonly SourceRow[]> {
    let rows = 0;
    for await (const batch of opened.batches) {
      watch.gate.accept(batch);
      await takeRejections();
      rows += batch.length;
      watch.services.onProgress({ file: watch.file, step: 'reading', rows });
      yield batch;
    }
    await takeRejections();
  }
  return { ...opened, batches: batches() };
}
