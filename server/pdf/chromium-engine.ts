import { tmpdir } from 'node:os';
import type { Browser } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { printHtml, type PrintJob } from './print-html.ts';

/** What turns pages into PDFs. */
export interface PrintEngine {
  /**
   * The PDF of a page.
   *
   * @throws whatever ends it early: the reason of the signal, an error of the browser.
   */
  print(job: PrintJob, signal: AbortSignal): Promise<Uint8Array>;
  /** Ends the browser, if one runs. */
  close(): Promise<void>;
}

export interface ChromiumOptions {
  readonly executablePath: string;
  /** The user the process runs as; 0 is root, null where the system has no such numbers. */
  readonly userId: number | null;
  /** The browser ends when nothing was printed for this long, and with it the memory it takes. */
  readonly idleMilliseconds: number;
  /** After this many pages a browser is replaced, so that what it leaks goes with it. */
  readonly pagesPerBrowser: number;
}

/** How long a browser may take to start; on a warm machine it takes a quarter of a second. */
const startMilliseconds = 15_000;

/**
 * Chromium makes no connection of its own, and none for a page: every name and every address is "not found" to it.
 * What pages ask for is answered before it gets there (print-html.ts); this is the second lock on that door.
 */
export const browserArguments: readonly string[] = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--no-first-run',
];

/** A started browser and what it has to do. */
interface Running {
  /** Rejected where it cannot start. */
  readonly browser: Promise<Browser>;
  begun: number;
  unfinished: number;
  isEnding: boolean;
}

async function launch({ executablePath, userId }: ChromiumOptions): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return await chromium.launch({
    executablePath,
    args: [...browserArguments],
    // Chromium refuses its sandbox to root, who could break out of it; for everybody else it stays on.
    chromiumSandbox: userId !== 0,
    // The browser is told nothing of our environment, which may hold the password of the database.
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: tmpdir() },
    timeout: startMilliseconds,
    // Signals are for the service, which closes its browser itself.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

/** What the promise comes to, or the reason of the signal as soon as that is given. */
async function untilAborted<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('The page was given up.'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/**
 * One Chromium for all pages: started when the first is asked for, replaced after so many pages or when it crashed,
 * ended after so long without work. The driver is loaded with it and not before, as it is an optional dependency.
 */
export function createChromiumEngine(options: ChromiumOptions): PrintEngine {
  let current: Running | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;
  const ends = new Set<Promise<void>>();

  function start(): Running {
    return { browser: launch(options), begun: 0, unfinished: 0, isEnding: false };
  }

  /** Gives it no more pages and closes it. */
  function end(running: Running): void {
    if (current === running) current = null;
    if (running.isEnding) return;
    running.isEnding = true;
    const ended = running.browser
      .then((browser) => browser.close())
      .catch(() => undefined)
      .finally(() => ends.delete(ended));
    ends.add(ended);
  }

  function endCurrent(): void {
    clearTimeout(idle);
    if (current !== null) end(current);
  }

  /** What is to be done once a page has left a browser. */
  function leave(running: Running): void {
    running.unfinished -= 1;
    const isWornOut = running.begun >= options.pagesPerBrowser;
    if (isWornOut && current === running) current = null;
    if (running.unfinished > 0) return;
    if (current !== running) end(running);
    clearTimeout(idle);
    idle = setTimeout(endCurrent, options.idleMilliseconds).unref();
  }

  /** Null where the browser ended under the page, which may do better in another. */
  async function printOnce(job: PrintJob, signal: AbortSignal): Promise<Uint8Array | null> {
    if (isClosed) throw new Error('The service is closing.');
    clearTimeout(idle);
    const running = (current ??= start());
    running.begun += 1;
    running.unfinished += 1;
    let browser: Browser | undefined;
    try {
      browser = await untilAborted(running.browser, signal);
      return await untilAborted(printHtml(browser, job), signal);
    } catch (error) {
      const isLost = running.isEnding || browser?.isConnected() !== true;
      // A page that will not end is ended with its browser; others that are in it begin again.
      if (signal.aborted || isLost) end(running);
      if (signal.aborted || browser === undefined || !isLost) throw error;
      return null;
    } finally {
      leave(running);
    }
  }

  return {
    async print(job, signal) {
      const pdf = (await printOnce(job, signal)) ?? (await printOnce(job, signal));
      if (pdf === null) throw new Error('The browser ended twice while it made the page.');
      return pdf;
    },
    async close() {
      isClosed = true;
      endCurrent();
      await Promise.all(ends);
    },
  };
}

/** Minutes pass between a page and the next in a council's day: five keep the browser for a reader, not for the night. */
const usual = { idleMilliseconds: 300_000, pagesPerBrowser: 200 } as const;

/** An engine with the browser of this machine; null where there is none, which `PagePrinter.isAvailable` then says. */
export function findPrintEngine(configuredPath: string | null): PrintEngine | null {
  const executablePath = findChromium({ configuredPath });
  if (executablePath === null) return null;
  return createChromiumEngine({ ...usual, executablePath, userId: process.getuid?.() ?? null });
}
