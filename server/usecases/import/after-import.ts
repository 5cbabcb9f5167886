import type { OpenedSource } from '../../sources/source.ts';
import type { WriteTarget } from './import-types.ts';

/** What follows from a file once its rows are in, inside the same transaction. */
export async function afterImport(opened: OpenedSource, target: WriteTarget): Promise<void> {
  await Promise.resolve();
  void opened;
  void target;
}
