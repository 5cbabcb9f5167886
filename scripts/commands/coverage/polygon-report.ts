import { premisesFileEndings, type SavedListQuery } from '../../../core/contract/coverage/premises-list.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { GapReports } from '../../../server/usecases/coverage/gap-reports.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import type { CommandServices } from '../../services.ts';
import { readPolygonFile } from './premises-options.ts';
import { saveList } from './premises.ts';

/** What a report of a polygon is saved as: the report itself, or the premises in it. */
export const polygonEndings = [...premisesFileEndings, 'json'] as const;

export interface PolygonTask {
  /** A GeoJSON file. */
  readonly polygon: string;
  readonly query: SavedListQuery;
  readonly output: string | undefined;
}

/**
 * Reports a drawn polygon, on the screen or as a file that is written whole or not at all: .json is the report, the others
 * are the premises in it that fit.
 *
 * @throws AppError invalid-request where the file cannot be read or is no polygon, or the output cannot be written;
 *   not-found without a snapshot; too-large where more premises lie around it than are looked through.
 */
export async function reportPolygon(
  { database, reports }: Pick<CommandServices, 'database'> & { readonly reports: GapReports },
  { polygon: path, query, output }: PolygonTask,
): Promise<void> {
  const polygon = await readPolygonFile(path);
  if (output !== undefined && !output.endsWith('.json')) {
    await saveList({ database }, { query, polygon, output });
    return;
  }
  const t = createTranslator('en');
  const report = await reports.ofPolygon(polygon, { speedClass: query.class, period: query.period, t });
  if (output === undefined) {
    for (const sentence of report.sentences) console.log(sentence);
    return;
  }
  await writeWholeFiles([{ path: output, text: `${JSON.stringify(report, null, 2)}\n` }]);
  console.log(`The report is written to ${output}.`);
}
