import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import { readLinks } from '../spatial/neighbour-file.ts';

/**
 * The neighbours of the areas of a data file, from a GAL or GWT file (by its ending) that calls them by their codes, as
 * `atlas index spatial --save-neighbours` writes it. Areas that it does not name have no neighbours.
 *
 * @throws AppError not-found when there is no such file; source-rejected naming file, line and value where it breaks the
 * format or names an area that the data do not have.
 */
export async function readCodeNeighbours(path: string, codes: readonly string[]): Promise<Neighbours> {
  return (await readLinks(path, () => codes)).neighbours;
}
