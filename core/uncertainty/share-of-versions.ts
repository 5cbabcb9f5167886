/**
 * A share (0-1) of the versions as a percentage. What is not quite none or all is never rounded to it, nor, to a tenth of
 * a per cent, to an end of what is settled (fragile.ts): "95 %, uncertain" would look like a mistake.
 *
 * @example shareOfVersions(0.623) // '62 %'
 * @example shareOfVersions(0.999) // 'more than 99 %'
 */
export function shareOfVersions(share: number): string {
  const percent = Math.round(100 * share);
  if (percent === 0 && share > 0) return 'fewer than 1 %';
  if (percent === 100 && share < 1) return 'more than 99 %';
  const isNearEnd = (percent === 5 || percent === 95) && percent !== 100 * share;
  return isNearEnd ? `${(100 * share).toFixed(1)} %` : `${percent} %`;
}
