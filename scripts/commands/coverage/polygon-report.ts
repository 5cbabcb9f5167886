import { readFile } from 'node:fs/promises';
import {
  premisesFileEndings,
  premisesFileQuerySchema,
  type PremisesFileEnding,
  type PremisesFileQuery,
} from '../../../core/contract/coverage/premises-list.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { GapReports } from '../../../server/usecases/coverage/gap-reports.ts';
import {
  premisesCsv,
  premisesGeoJson,
  premisesGeoPackage,
} from '../../../server/usecases/coverage/premises-features.ts';
import { premisesFile, type PremisesTable } from '../../../server/usecases/coverage/premises-file.ts';
import {
  createPremisesLists,
  type PremisesSelection,
} from '../../../server/usecases/coverage/premises-lists.ts';
import { readPolygonText } from '../../../server/usecases/coverage/read-polygon-text.ts';
import { writeWholeFiles, type FileToWrite } from '../../../server/usecases/index-run/write-whole-files.ts';
import type { CommandServices } from '../../services.ts';

/** What a report of a polygon is saved as: the report itself, or the premises in it. */
export const polygonEndings = [...premisesFileEndings, 'json'] as const;

export interface PolygonTask {
  /** A GeoJSON file. */
  readonly polygon: string;
  readonly query: PremisesFileQuery;
  readonly output: string | undefined;
}

/** @throws AppError invalid-request naming the option. */
export function readPremisesQuery(
  options: Readonly<Record<'class' | 'status' | 'plan' | 'technology', string | undefined>>,
): PremisesFileQuery {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const query = premisesFileQuerySchema.safeParse(Object.fromEntries(given));
  if (query.success) return query.data;
  const [issue] = query.error.issues;
  const field = `--${issue?.path.join('.') ?? ''}`;
  throw new AppError('invalid-request', `${field}: ${issue?.message ?? ''}.`, {
    details: { field, reason: issue?.message ?? '' },
  });
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
  const t = createTranslator('en');
  const polygon = readPolygonText(await readText(path));
  if (output === undefined || output.endsWith('.json')) {
    const report = await reports.ofPolygon(polygon, { speedClass: query.class, period: query.period, t });
    if (output === undefined) {
      for (const sentence of report.sentences) console.log(sentence);
      return;
    }
    await writeWholeFiles([{ path: output, text: `${JSON.stringify(report, null, 2)}\n` }]);
    console.log(`The report is written to ${output}.`);
    return;
  }
  const selection = await createPremisesLists(database).selectDrawn(query, polygon);
  const savedAt = new Date();
  const file = premisesFile(selection, { query, t, savedAt });
  const ending = premisesFileEndings.find((each) => output.endsWith(`.${each}`)) ?? 'csv';
  await writeWholeFiles([{ path: output, text: await contentOf(ending, { selection, file, savedAt }) }]);
  const warning = file.attribution.madeUp ? ` ${file.words.madeUp}` : '';
  console.log(`${selection.total} premises written to ${output}.${warning}`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid-request', `--polygon: ${path} cannot be read: ${reason}`, {
      cause,
      details: { field: '--polygon', file: path, reason },
    });
  }
}

async function contentOf(
  ending: PremisesFileEnding,
  {
    selection,
    file,
    savedAt,
  }: { readonly selection: PremisesSelection; readonly file: PremisesTable; readonly savedAt: Date },
): Promise<FileToWrite['text']> {
  switch (ending) {
    case 'csv':
      return premisesCsv(selection, file);
    case 'geojson':
      return premisesGeoJson(selection, file);
    case 'gpkg':
      return (await premisesGeoPackage(selection, file, { savedAt })).stream as AsyncIterable<Uint8Array>;
  }
}
