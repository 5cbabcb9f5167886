import type { PlanePoint } from '../../../core/geography/ring-measures.ts';
import { pixelsOf } from '../../../core/maps/map-frame.ts';
import { mapFineness, shapesOnFrame, type MapShapes } from '../../../core/maps/map-shapes.ts';
import type { MapScene } from './map-scene.ts';

type Draw = (shapes: MapShapes, chosenAt: PlanePoint | null) => string;

/** Draws a scene as finely as so many bytes allow; null where the coarsest drawing is larger than they. */
export function drawnWithin(
  { areas, frame, chosenAt }: Pick<MapScene, 'areas' | 'frame' | 'chosenAt'>,
  bytes: number,
  draw: Draw,
): string | null {
  const shapesAt = shapesOnFrame(areas, frame);
  const at = chosenAt === null ? null : pixelsOf(frame, chosenAt);
  let step = 0;
  for (let fineness = mapFineness[step]; fineness !== undefined; fineness = mapFineness[step]) {
    const svg = draw(shapesAt(fineness), at);
    const size = Buffer.byteLength(svg);
    if (size <= bytes) return svg;
    // What is far too large would still be at the next.
    step += Math.max(1, Math.floor(Math.log(size / bytes) / Math.log(1 / 0.7)));
  }
  return null;
}
