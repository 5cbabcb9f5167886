import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * Starts a thread on one of our modules, named by its TypeScript address: `new URL('./task.ts', import.meta.url)`.
 *
 * In development the thread is TypeScript, and Node 20 does not hand tsx's hooks on to threads: a line of plain
 * JavaScript registers them first. In dist/ the thread is the JavaScript file of the same name.
 */
export function startThread(module: URL, workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(builtModule(module), { workerData });
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
  const tsx = JSON.stringify(new URL('./esm/api/index.mjs', loader).href);
  const address = JSON.stringify(module.href);
  return new Worker(`import(${tsx}).then(({ register }) => { register(); return import(${address}); });`, {
    eval: true,
    workerData,
    execArgv: [],
  });
}

/** The address of a module as it runs here: the file itself in development, its built sibling in dist/. */
export function builtModule(module: URL): URL {
  return import.meta.url.endsWith('.ts') ? module : new URL(module.href.replace(/\.ts$/, '.js'));
}
