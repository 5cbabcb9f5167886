#!/usr/bin/env node
// The `atlas` command: runs the TypeScript sources in a clone, the built files where only they are present (Docker).
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// Node lets garbage pile up to a multiple of what is in use before it collects. A file of the nation is megabytes of
// rows that live for a moment: collecting at 1.3 times keeps the import of England and Wales under 400 MiB.
setFlagsFromString('--heap-growing-percent=30');

const source = new URL('../scripts/atlas.ts', import.meta.url);
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register();
  await import(source.href);
} else {
  await import(new URL('../dist/scripts/atlas.js', import.meta.url).href);
}
