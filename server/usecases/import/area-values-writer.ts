import { AppError } from '../../../core/errors.ts';
import type { OpenedSource, SourceNote, ValuesRow } from '../../sources/source.ts';
import { createAreaDirectory } from '../../store/area-directory.ts';
import { convertSeries, type ConversionOutcome } from './convert-series.ts';
import type { WriteTarget } from './import-types.ts';
import { sumPostcodes } from './sum-postcodes.ts';
import { writeValues } from './values-writer.ts';

/**
 * Writes values and brings them to later vintages. Values hang on areas: where the set is not loaded there is nothing
 * to hang them on. Rows about postcodes are added up by LSOA first. Gives the number of the file's rows that were kept.
 */
export async function writeAreaValues(source: OpenedSource<ValuesRow>, target: WriteTarget): Promise<number> {
  if (source.facts.keyedBy === 'postcode') {
    const summed = await sumPostcodes(source, target);
    await writeOnAreas(summed.source, target);
    return summed.rowsPlaced;
  }
  return writeOnAreas(source, target);
}

async function writeOnAreas(source: OpenedSource<ValuesRow>, target: WriteTarget): Promise<number> {
  const { areas, period, datasetId } = source.facts;
  if (areas === null) {
    throw new AppError(
      'source-rejected',
      `${target.request.file.path} does not say which areas it is about.`,
      {
        details: { field: 'vintage', reason: 'say which with --option areaType=lsoa --option vintage=2021' },
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
  const id = target.request.datasetId ?? datasetId;
  const { title } = target.services.sources.find((each) => each.id === id) ?? { title: id };
  const written = await writeValues(target.transaction, source, {
    releaseId: target.releaseId,
    dataset: { id, title },
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
