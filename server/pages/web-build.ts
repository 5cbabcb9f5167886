import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Vite's manifest: which hashed files an entry of the browser code became. */
const chunkSchema = z.looseObject({
  file: z.string(),
  css: z.array(z.string()).optional(),
  imports: z.array(z.string()).optional(),
  dynamicImports: z.array(z.string()).optional(),
});
const manifestSchema = z.record(z.string(), chunkSchema);
type Manifest = z.infer<typeof manifestSchema>;

/** The addresses that a page has to name; empty where the browser code has not been built. */
export interface PageAssets {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** The small script that asks for all that the explorer needs; null where the browser code has not been built. */
  readonly opening: string | null;
  /** The script by which a card tells the page around it how high it is; null where the browser code has not been built. */
  readonly embedHeight: string | null;
  /** What the explorer loads once it runs: a page with a map names it at once, so that nothing waits in a row. */
  readonly explorerModules: readonly string[];
}

function readManifest(webFolder: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(webFolder, '.vite', 'manifest.json'), 'utf8');
  } catch {
    return {};
  }
  return manifestSchema.parse(JSON.parse(text));
}

function stylesOf(manifest: Manifest, entry: string, seen: Set<string>): string[] {
  const chunk = manifest[entry];
  if (chunk === undefined || seen.has(entry)) return [];
  seen.add(entry);
  const own = entry.endsWith('.scss') || entry.endsWith('.css') ? [chunk.file] : [];
  return [
    ...own,
    ...(chunk.css ?? []),
    ...(chunk.imports ?? []).flatMap((each) => stylesOf(manifest, each, seen)),
  ];
}

/** The scripts that an entry needs, however far down, in the order of discovery. */
function modulesOf(manifest: Manifest, entry: string, seen: Set<string>): string[] {
  const chunk = manifest[entry];
  if (chunk === undefined || seen.has(entry)) return [];
  seen.add(entry);
  const needed = [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])];
  return [chunk.file, ...needed.flatMap((each) => modulesOf(manifest, each, seen))];
}

/** Finds the built files of `web/main.ts`, `web/opening.ts` and `web/styles.scss`; pages read without either. */
export function readPageAssets(webFolder: string): PageAssets {
  const manifest = readManifest(webFolder);
  const seen = new Set<string>();
  const styles = ['web/styles.scss', 'web/main.ts'].flatMap((entry) => stylesOf(manifest, entry, seen));
  const script = manifest['web/main.ts'];
  const opening = manifest['web/opening.ts'];
  const height = manifest['web/embed-height.ts'];
  return {
    scripts: script === undefined ? [] : [`/${script.file}`],
    styles: [...new Set(styles)].map((file) => `/${file}`),
    opening: opening === undefined ? null : `/${opening.file}`,
    embedHeight: height === undefined ? null : `/${height.file}`,
    explorerModules: modulesOf(manifest, 'web/explorer.ts', new Set()).map((file) => `/${file}`),
  };
}

/** The script for the pages that show a card, which knows it by one address for ever; null where it has not been built. */
export function readEmbedHost(webFolder: string): Buffer | null {
  const host = readManifest(webFolder)['web/embed-host.ts'];
  return host === undefined ? null : readFileSync(join(webFolder, host.file));
}
