import type { OpenedSource, SourceRow } from '../../sources/source.ts';

type RowOf<Kind extends SourceRow['kind']> = Extract<SourceRow, { kind: Kind }>;

/** A source whose rows are known to be of one kind. A row of another kind is a fault of the reader, and throws. */
export function onlyKind<Kind extends SourceRow['kind']>(
  opened: OpenedSource,
  kind: Kind,
): OpenedSource<RowOf<Kind>> {
  const isOfKind = (row: SourceRow): row is RowOf<Kind> => row.kind === kind;
  async function* batches(): AsyncGenerator<readonly RowOf<Kind>[]> {
    for await (const batch of opened.batches) {
      const rows = batch.filter(isOfKind);
      if (rows.length !== batch.length) throw new Error(`a reader of ${kind} rows gave rows of another kind`);
      yield rows;
    }
  }
  return { facts: opened.facts, columns: opened.columns, batches: batches() };
}
