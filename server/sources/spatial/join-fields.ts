import { AppError } from '../../../core/errors.ts';
import { openCsv } from '../csv.ts';
import { openFile } from '../open-file.ts';
import type { AreaCodes } from './area-fields.ts';
import type { SpatialArea, SpatialAreas } from './spatial-areas.ts';

export interface JoinedFields {
  /** The areas with the columns of the table as their properties; lines are those of the table. */
  readonly areas: SpatialAreas;
  /** Areas that the table does not name. */
  readonly unmatched: number;
  /** Rows of the table whose code is of no area. */
  readonly unused: number;
}

/**
 * Takes the fields of the areas from a CSV table, joined by code: boundaries seldom come with the figures of interest.
 *
 * @param codeColumn The column that holds the codes; the first unless said.
 * @throws AppError source-rejected naming file, line, column and value where a code stands twice or a row has the wrong
 *   number of cells; invalid-request where no row meets an area.
 */
export async function joinFields(
  areas: SpatialAreas,
  { codes }: AreaCodes,
  table: { readonly path: string; readonly codeColumn: string | undefined },
): Promise<JoinedFields> {
  const { path } = table;
  const opened = await openCsv(await openFile(path), {
    reject: ({ line, value, reason }) => {
      throw new AppError(
        'source-rejected',
        `${path}, line ${line}: ${reason}${value === null ? '' : ` ("${value}")`}.`,
        {
          details: { file: path, line, value, reason },
        },
      );
    },
  });
  const codeAt = table.codeColumn === undefined ? 0 : opened.position(table.codeColumn);
  const column = opened.header[codeAt] ?? '';
  const areaOfCode = new Map(codes.map((code, area) => [code, area]));
  const joined: (SpatialArea | undefined)[] = codes.map(() => undefined);
  let unused = 0;
  for await (const { records, lines } of opened.batches) {
    for (const [at, cells] of records.entries()) {
      const code = (cells[codeAt] ?? '').trim();
      const area = areaOfCode.get(code);
      const line = lines[at] ?? 0;
      if (area === undefined) {
        unused += 1;
        continue;
      }
      const own = areas.areas[area];
      if (own === undefined || joined[area] !== undefined) {
        const reason = 'stands twice';
        throw new AppError('source-rejected', `${path}, line ${line}: ${column} "${code}" ${reason}.`, {
          details: { file: path, line, column, value: code, reason },
        });
      }
      const properties = Object.fromEntries(opened.header.map((name, cell) => [name, cells[cell] ?? '']));
      joined[area] = { ...own, line, properties };
    }
  }
  const unmatched = joined.filter((area) => area === undefined).length;
  if (unmatched === codes.length) {
    throw new AppError(
      'invalid-request',
      `No row of ${path} has a code of the areas: its column ${column} was compared with ${codes.slice(0, 3).join(', ')} ...`,
      { details: { file: path, column } },
    );
  }
  return {
    areas: {
      ...areas,
      path,
      areas: areas.areas.map((own, area) => joined[area] ?? { ...own, properties: {} }),
    },
    unmatched,
    unused,
  };
}
