import { AppError } from '../../../core/errors.ts';
import type {
  CodeChangeRow,
  MembershipRow,
  OpenedSource,
  SourceNote,
  SourceRow,
} from '../../sources/source.ts';
import { createMembershipStore } from '../../store/membership-store.ts';
import { createAreaDirectory } from '../../store/area-directory.ts';
import { convertSeries, type ConversionOutcome } from './convert-series.ts';
import { writeAreas } from './areas-writer.ts';
import type { WriteTarget } from './import-types.ts';
import { onlyKind } from './only-kind.ts';
import { saveNamedAreas } from './named-areas.ts';
import { writeValues } from './values-writer.ts';

type RowKind = SourceRow['kind'];

/** Writes the rows of an opened source, of the kind that its reader declares; gives how many were kept. */
export async function writeRows(
  rowKind: RowKind,
  opened: OpenedSource,
  target: WriteTarget,
): Promise<number> {
  switch (rowKind) {
    case 'area':
      return writeAreas(onlyKind(opened, 'area'), target);
    case 'membership':
      return writeMemberships(opened, target);
    case 'code-change':
      return writeCodeChanges(opened, target);
    case 'values':
      return writeValuesOf(opened, target);
    case 'postcode':
    case 'premises':
    case 'premises-plan':
    case 'coverage':
    case 'support-place':
      throw new AppError('source-rejected', `Rows of kind ${rowKind} have no writer yet.`);
  }
}

/** A lookup also names areas: those that no boundary file has brought are saved by code and name. */
async function writeMemberships(opened: OpenedSource, target: WriteTarget): Promise<number> {
  const rows = onlyKind(opened, 'membership');
  const named = saveNamedAreas(rows.batches);
  const kept = await createMembershipStore(target.transaction).saveMemberships(
    target.releaseId,
    named.batches,
  );
  await named.save(target);
  return kept;
}

/** The history of local authorities also says in which region and nation each lies. */
async function writeCodeChanges(opened: OpenedSource, target: WriteTarget): Promise<number> {
  const memberships: MembershipRow[] = [];
  async function* changes(): AsyncGenerator<readonly CodeChangeRow[]> {
    for await (const batch of opened.batches) {
      yield batch.flatMap((row) => {
        if (row.kind === 'code-change') return [row];
        if (row.kind !== 'membership')
          throw new Error(`a reader of code changes gave rows of kind ${row.kind}`);
        memberships.push(row);
        return [];
      });
    }
  }
  const kept = await createMembershipStore(target.transaction).saveCodeChanges(target.releaseId, changes());
  if (memberships.length === 0) return kept;
  // eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the writer takes
  async function* inOneBatch(): AsyncGenerator<readonly MembershipRow[]> {
    yield memberships;
  }
  return kept + (await writeMemberships({ ...opened, batches: inOneBatch() }, target));
}

/** Values hang on areas: where the set is not loaded there is nothing to hang them on. */
async function writeValuesOf(opened: OpenedSource, target: WriteTarget): Promise<number> {
  const source = onlyKind(opened, 'values');
  const { areas, period, datasetId } = source.facts;
  if (areas === null) {
    throw new AppError(
      'source-rejected',
      `${target.request.file.path} does not say which areas it is about.`,
      {
        details: { field: 'vintage', reason: 'say which with --option type=lsoa --option vintage=2021' },
      },
    );
  }
  const areaIds = await createAreaDirectory(target.transaction).idsByCode(areas);
  if (areaIds.size === 0) {
    throw new AppError(
      'source-rejected',
      `No ${areas.type} ${areas.vintage} areas are loaded. Import their boundaries or a lookup first.`,
      { details: { field: 'areas', value: `${areas.type} ${areas.vintage}` } },
    );
  }
  const written = await writeValues(target.transaction, source, {
    releaseId: target.releaseId,
    datasetId: target.request.datasetId ?? datasetId,
    areas,
    period: period ?? 'undated',
    definitions: target.services.indicators,
    areaIds,
  });
  for (const note of written.notes) target.note(note);
  const conversions = await convertSeries(target.transaction, written.series, {
    releaseId: target.releaseId,
    areas,
    period: period ?? 'undated',
  });
  for (const note of conversionNotes(conversions)) target.note(note);
  return written.rowsKept;
}

/** What did not reach the other vintage, said once per vintage; nothing is lost silently. */
function conversionNotes(conversions: readonly ConversionOutcome[]): SourceNote[] {
  const [first] = conversions;
  if (first === undefined) return [];
  const notes: SourceNote[] = [
    {
      code: 'converted-vintage',
      severity: 'info',
      message: `Also brought from ${first.from.type} ${first.from.vintage} to ${[...new Set(conversions.map(({ to }) => to.vintage))].join(', ')}: ${first.report.sourceCount} areas became ${first.report.targetCount}.`,
      count: conversions.length,
    },
  ];
  const unplaced = new Set(conversions.flatMap(({ report }) => report.unplacedCodes));
  if (unplaced.size > 0) {
    notes.push({
      code: 'conversion-unplaced',
      severity: 'warning',
      message: `${unplaced.size} areas have no successor among the loaded areas; their figures stay on the old vintage: ${[...unplaced].slice(0, 10).join(', ')}.`,
      count: unplaced.size,
    });
  }
  return notes;
}
