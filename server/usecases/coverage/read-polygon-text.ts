import { readDrawnPolygon, type DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { AppError } from '../../../core/errors.ts';

/**
 * A polygon out of text that somebody pasted.
 *
 * @throws AppError invalid-request where it is no JSON, and as readDrawnPolygon.
 */
export function readPolygonText(text: string): DrawnPolygon {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it is not JSON';
    throw new AppError('invalid-request', 'The polygon is not JSON.', {
      cause,
      details: { field: 'polygon', reason },
    });
  }
  return readDrawnPolygon(value);
}
