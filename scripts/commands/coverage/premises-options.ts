import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { planStatuses, servedStatuses } from '../../../core/contract/coverage/speed-class.ts';
import { technologyChoices } from '../../../core/contract/coverage/technology.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { AppError } from '../../../core/errors.ts';
import { readPolygonText } from '../../../server/usecases/coverage/read-polygon-text.ts';

/** What options of premises may be, for the help of commands. */
export const filterHelp = `--status: ${servedStatuses.join(', ')}; several joined by commas.
--plan: ${planStatuses.join(', ')}; several joined by commas.
--technology: ${technologyChoices.join(', ')}; several joined by commas.`;

export const premisesColumnsHelp = `  uprn, postcode, oa_code, lsoa_code, msoa_code, ward_code, ward_name, lad_code
  easting, northing, longitude, latitude
  plan                       what BDUK says is coming
  SPEED_status, SPEED_chance, SPEED_basis
                             of each speed: whether it can be ordered, the chance of it (0-1), what that rests on
  next_generation_chance, fixed_wireless_chance
                             the chance (0-1) that fibre, cable or fast copper reaches it, and fixed wireless
  sources_disagree           yes or no
  local_evidence, local_evidence_date
                             reports that officers upheld about the premises or its postcode`;

export const refuseOption = (field: string, reason: string, value: string): AppError =>
  new AppError('invalid-request', `${field}: ${value}: ${reason}.`, { details: { field, value, reason } });

/** @throws AppError invalid-request where the output has another ending, or is the polygon itself. */
export function checkOutput(
  output: string | undefined,
  endings: readonly string[],
  polygon: string | undefined,
): void {
  if (output === undefined) return;
  if (!endings.some((ending) => output.endsWith(`.${ending}`))) {
    const dotted = endings.map((ending) => `.${ending}`);
    throw refuseOption(
      '--output',
      `must end in ${dotted.slice(0, -1).join(', ')} or ${dotted.at(-1) ?? ''}`,
      output,
    );
  }
  if (polygon !== undefined && resolve(output) === resolve(polygon)) {
    throw refuseOption('--output', 'is the polygon itself', output);
  }
}

/** @throws AppError invalid-request where the file cannot be read or is no polygon. */
export async function readPolygonFile(path: string): Promise<DrawnPolygon> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid-request', `--polygon: ${path} cannot be read: ${reason}`, {
      cause,
      details: { field: '--polygon', file: path, reason },
    });
  }
  return readPolygonText(text);
}
