export interface ScaleBar {
  readonly metres: number;
  readonly pixels: number;
}

/**
 * The longest bar of 1, 2 or 5 times a power of ten metres that fits.
 *
 * @example scaleBar({ metresPerPixel: 12, maxPixels: 100 }) // { metres: 1000, pixels: 83.33 }
 */
export function scaleBar({
  metresPerPixel,
  maxPixels,
}: {
  readonly metresPerPixel: number;
  readonly maxPixels: number;
}): ScaleBar {
  const longest = metresPerPixel * maxPixels;
  const power = 10 ** Math.floor(Math.log10(longest));
  const metres = power * ([5, 2].find((times) => times * power <= longest) ?? 1);
  return { metres, pixels: Math.round((100 * metres) / metresPerPixel) / 100 };
}
