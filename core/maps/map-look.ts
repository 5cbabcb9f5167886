/** The class of an area on a map, as the look of the map names it. */
export type MapClass = number | string;

/** How the classes of a map look: what they are filled with, and which of them is drawn over the others. */
export interface MapLook {
  /** Begins the class names of the drawing: `atlas-static-map__tenth-1`. */
  readonly name: string;
  /** The value of a `fill` attribute; patterns are those of the drawing `id`. */
  fillOf(mapClass: MapClass, id: string): string;
  /** The patterns that `fillOf` names, for so many units to a pixel. */
  patterns(id: string, unitsPerPixel: number): string;
  /** Classes of a higher number are drawn over those of a lower. */
  orderOf(mapClass: MapClass): number;
}
