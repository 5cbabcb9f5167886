import type { AreaSet, AreaSummary, AreaType } from '../../core/contract/area.ts';
import { AppError } from '../../core/errors.ts';
import type { AreaReads } from '../store/area-reads.ts';

/**
 * The area set that a request is about: the vintage it names, else the newest that is loaded.
 *
 * @throws AppError not-found when no areas of this kind are loaded.
 */
export async function resolveAreaSet(
  areas: AreaReads,
  type: AreaType,
  vintage: number | undefined,
): Promise<AreaSet> {
  const chosen = vintage ?? (await areas.newestVintage(type));
  if (chosen === null) {
    throw new AppError('not-found', `No areas of the kind ${type} are loaded.`, {
      details: { field: 'type', reason: 'nothing of this kind has been imported' },
    });
  }
  return { type, vintage: chosen };
}

export interface AreaQuestion {
  readonly code: string;
  readonly type?: AreaType | undefined;
  readonly vintage?: number | undefined;
}

/**
 * The one area that a code stands for; the newest vintage where it stands for several.
 *
 * @throws AppError not-found when there is none, invalid-request when the code names areas of two kinds.
 */
export async function findArea(areas: AreaReads, question: AreaQuestion): Promise<AreaSummary> {
  const found = (await areas.findByCode(question.code)).filter(
    (area) =>
      (question.type === undefined || area.type === question.type) &&
      (question.vintage === undefined || area.vintage === question.vintage),
  );
  const first = found[0];
  if (first === undefined) {
    throw new AppError('not-found', `There is no area ${question.code} of the kind and vintage asked for.`, {
      details: { field: 'code', reason: 'no such area is loaded' },
    });
  }
  const kinds = [...new Set(found.map((area) => area.type))];
  if (kinds.length > 1) {
    throw new AppError(
      'invalid-request',
      `${question.code} names areas of several kinds: ${kinds.join(', ')}.`,
      {
        details: { field: 'type', reason: `say which: ${kinds.join(' or ')}` },
      },
    );
  }
  return first;
}
