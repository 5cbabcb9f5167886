/**
 * The name of a field as the name of a column.
 *
 * @example snakeCase('alphaWithout') // 'alpha_without'
 */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
