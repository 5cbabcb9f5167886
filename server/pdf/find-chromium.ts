import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where Linux distributions put Chromium and Google Chrome, in the order they are looked for. */
export const usualChromiumPaths: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The package that drives the browser; an optional dependency. */
const driver = 'playwright-core';

export interface ChromiumSearch {
  /** The executable that the configuration names; null for the usual places. */
  readonly configuredPath: string | null;
  readonly exists?: (path: string) => boolean;
  /** Whether a package is installed. */
  readonly hasPackage?: (name: string) => boolean;
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chromium that pages are printed with, or null where there is none or nothing to drive it with. A configured path
 * that does not exist is not replaced by another: whoever set it wants that one or none.
 */
export function findChromium({
  configuredPath,
  exists = existsSync,
  hasPackage = isInstalled,
}: ChromiumSearch): string | null {
  if (!hasPackage(driver)) return null;
  const candidates = configuredPath === null ? usualChromiumPaths : [configuredPath];
  return candidates.find((path) => exists(path)) ?? null;
}
