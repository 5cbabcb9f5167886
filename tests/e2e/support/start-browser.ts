import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { hasChromium, launchOptions } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where Playwright reaches the browser of the run; empty where there is no Chromium. */
    browserAddress: string;
  }
}

/** One browser for all suites: each that starts its own spends seconds of the processor on it. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!hasChromium) {
    project.provide('browserAddress', '');
    return undefined;
  }
  const server = await chromium.launchServer(launchOptions());
  project.provide('browserAddress', server.wsEndpoint());
  return () => server.close();
}
