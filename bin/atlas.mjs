#!/usr/bin/env node
// The `atlas` command: runs the TypeScript sources in a clone, the built files where only they are present (Docker).
import { existsSync } from 'node:fs';

const source = new URL('../scripts/atlas.ts', import.meta.url);
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register();
  await import(source.href);
} else {
  await import(new URL('../dist/scripts/atlas.js', import.meta.url).href);
}
