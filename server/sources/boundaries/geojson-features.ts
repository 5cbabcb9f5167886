import { AppError } from '../../../core/errors.ts';
import { featureTexts } from './feature-texts.ts';
import type { RawFeature } from './topojson-features.ts';

/**
 * The features of GeoJSON, streamed: a FeatureCollection, one feature on each line, or a text sequence.
 *
 * @throws AppError source-rejected (details: file, line) for a feature that is not JSON or not a Feature.
 */
export async function* geojsonFeatures(
  text: AsyncIterable<string>,
  path: string,
  onHeader: (text: string) => void,
): AsyncGenerator<RawFeature> {
  for await (const piece of featureTexts(text, path, { onHeader })) {
    const value = parseFeature(piece.text, path, piece.line);
    if (!isFeature(value)) {
      throw new AppError('source-rejected', `${path}: line ${piece.line} holds no GeoJSON Feature.`, {
        details: { file: path, line: piece.line, value: piece.text.slice(0, 80) },
      });
    }
    const properties: unknown = value.properties ?? {};
    const { id, geometry } = value;
    yield {
      line: piece.line,
      properties: isRecord(properties) ? properties : {},
      geometry,
      ...(typeof id === 'string' || typeof id === 'number' ? { id } : {}),
    };
  }
}

/** Whether the beginning of a GeoJSON text shows points, and so no areas. */
export function holdsPoints(start: string): boolean {
  return /"geometry"\s*:\s*\{[^{}]*"type"\s*:\s*"Point"/.test(start);
}

function parseFeature(text: string, path: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('source-rejected', `${path}: the feature on line ${line} is not JSON: ${reason}.`, {
      cause,
      details: { file: path, line, reason },
    });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFeature(value: unknown): value is { properties?: unknown; geometry?: unknown; id?: unknown } {
  return isRecord(value) && value['type'] === 'Feature';
}
