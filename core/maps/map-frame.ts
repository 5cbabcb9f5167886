import type { Box } from '../geography/bounds.ts';
import type { PlanePoint } from '../geography/ring-measures.ts';
import type { ToSteps } from '../geography/shared-borders.ts';

/** The part of the National Grid that a map shows, and how finely it is drawn. North is up. */
export interface MapFrame {
  /** Easting of the left side and northing of the top, metres. */
  readonly left: number;
  readonly top: number;
  readonly metresPerStep: number;
  /** Corners lie on whole steps; a pixel holds so many. */
  readonly stepsPerPixel: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface FrameSize {
  /** Pixels. */
  readonly width: number;
  readonly minHeight: number;
  readonly maxHeight: number;
  /** Pixels left free on every side. */
  readonly margin: number;
  readonly stepsPerPixel: number;
}

/** The frame that shows a box of the grid as large as the size allows, in its middle. */
export function frameAround(
  box: Box,
  { width, minHeight, maxHeight, margin, stepsPerPixel }: FrameSize,
): MapFrame {
  const [across, up] = [box.maxX - box.minX, box.maxY - box.minY];
  // A box of one point still gets a map: of 100 metres.
  const metresPerPixel = Math.max(across / (width - 2 * margin), up / (maxHeight - 2 * margin), 100 / width);
  const height = Math.round(Math.min(maxHeight, Math.max(minHeight, up / metresPerPixel + 2 * margin)));
  return {
    left: (box.minX + box.maxX - width * metresPerPixel) / 2,
    top: (box.minY + box.maxY + height * metresPerPixel) / 2,
    metresPerStep: metresPerPixel / stepsPerPixel,
    stepsPerPixel,
    width,
    height,
  };
}

/** A place of the grid in steps of a frame, from its upper left corner. */
export function stepsOf({ left, top, metresPerStep }: MapFrame): ToSteps {
  return (easting, northing) => ({
    x: (easting - left) / metresPerStep,
    y: (top - northing) / metresPerStep,
  });
}

/** A place of the grid in pixels of a frame. */
export function pixelsOf(frame: MapFrame, { x, y }: PlanePoint): PlanePoint {
  const steps = stepsOf(frame)(x, y);
  return { x: steps.x / frame.stepsPerPixel, y: steps.y / frame.stepsPerPixel };
}

/** What a frame shows of the grid, metres. */
export function boxOfFrame({ left, top, width, height, metresPerStep, stepsPerPixel }: MapFrame): Box {
  const metresPerPixel = metresPerStep * stepsPerPixel;
  return {
    minX: left,
    maxX: left + width * metresPerPixel,
    minY: top - height * metresPerPixel,
    maxY: top,
  };
}

/** An area narrower than this part of the one around it is shown with its neighbours, not with all of that area. */
const leastPart = 1 / 6;
/** How many times the larger side of an area its neighbourhood measures. */
const neighbourhood = 4;

/**
 * What to show of the surroundings of an area: all of the larger area where the area can be seen in it, else its
 * neighbourhood. An area of a rural authority would be a dot on the map of that authority.
 */
export function surroundingsOf(area: Box, larger: Box | null): Box {
  const side = sideOf(area);
  if (larger !== null && side >= leastPart * sideOf(larger)) return larger;
  const [x, y] = [(area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2];
  const half = (side * neighbourhood) / 2;
  return { minX: x - half, maxX: x + half, minY: y - half, maxY: y + half };
}

function sideOf({ minX, maxX, minY, maxY }: Box): number {
  return Math.max(maxX - minX, maxY - minY);
}
