import { fileURLToPath } from 'node:url';

/** The clone's own folder, from source as from dist/: what lies in it does not depend on where a command is typed. */
export const repositoryFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url),
);
