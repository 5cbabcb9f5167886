import type { FileSample } from '../source.ts';

/** How much of a file is looked at to tell what it is. */
const startLength = 4096;

/** Does a text begin as a JSON object? White space or the record separator of a text sequence may stand before the brace. */
export function beginsAsObject(text: string): boolean {
  return /^[^\w"<[{]*\{/.test(text);
}

/** Is it TopoJSON? */
export function isTopology({ text }: Pick<FileSample, 'text'>): boolean {
  return beginsAsObject(text) && /"type"\s*:\s*"Topology"/.test(text.slice(0, startLength));
}
