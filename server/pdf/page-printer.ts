import { AppError } from '../../core/errors.ts';
import { createByteCache } from '../usecases/byte-cache.ts';
import type { PrintEngine } from './chromium-engine.ts';
import { createLimitedQueue } from './limited-queue.ts';
import type { PrintJob } from './print-html.ts';

export interface PrintRequest {
  /** Names the content: the same text as long as the PDF cannot have changed. */
  readonly key: string;
  /** The page, made only where its PDF is not kept. @throws what the page itself is refused with. */
  readonly makeJob: () => Promise<PrintJob>;
}

/** Makes pages into PDFs, where there is something to make them with. */
export interface PagePrinter {
  readonly isAvailable: boolean;
  /**
   * The PDF of a page, kept from before or made now.
   *
   * @throws AppError not-implemented where there is no browser; source-unavailable (with `retryAfterSeconds`) when too many
   *   wait, the page took too long or the browser failed; too-large; whatever the page itself is refused with.
   */
  print(request: PrintRequest): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface PrinterLimits {
  readonly pagesAtOnce: number;
  readonly waitingAtMost: number;
  /** Of one page, from its turn to its PDF. */
  readonly pageMilliseconds: number;
  readonly maximumHtmlBytes: number;
  readonly maximumPdfBytes: number;
  readonly cacheBytes: number;
  readonly retryAfterSeconds: number;
}

/**
 * Measured on two cores: a page of two sheets takes 0.6 s and its PDF 60 to 150 kB, so that a full line is served in ten
 * seconds and the cache holds some five hundred.
 */
export const printerLimits: PrinterLimits = {
  pagesAtOnce: 2,
  waitingAtMost: 20,
  pageMilliseconds: 20_000,
  maximumHtmlBytes: 2_000_000,
  maximumPdfBytes: 8_000_000,
  cacheBytes: 64_000_000,
  retryAfterSeconds: 10,
};

export interface PrinterOptions {
  /** Null where there is no browser. */
  readonly engine: PrintEngine | null;
  readonly limits?: PrinterLimits;
  /** Told of a browser that failed: whoever asked for the page learns only that it did. */
  readonly onTrouble: (error: unknown) => void;
}

/** Says what a browser's failure means to whoever asked for the page. */
function asUnavailable(error: unknown, retryAfterSeconds: number): AppError {
  if (error instanceof AppError) return error;
  const message = 'This page could not be made into a PDF just now.';
  return new AppError('source-unavailable', message, { cause: error, details: { retryAfterSeconds } });
}

function refuseBeyond(what: string, bytes: number, maximum: number): void {
  if (bytes <= maximum) return;
  throw new AppError('too-large', `${what} is larger than ${maximum} bytes: ask for less of it.`, {
    details: { bytes, maximum },
  });
}

/** A queue before the browser and a cache before the queue: each page is made once for all who ask for it. */
export function createPagePrinter({
  engine,
  limits = printerLimits,
  onTrouble,
}: PrinterOptions): PagePrinter {
  const cache = createByteCache(limits.cacheBytes);
  const queue = createLimitedQueue({
    ...limits,
    atOnce: limits.pagesAtOnce,
    refusal: 'Too many pages are being made into PDFs at once.',
  });
  const beingMade = new Map<string, Promise<Uint8Array>>();

  async function printWithinTime(from: PrintEngine, job: PrintJob): Promise<Uint8Array> {
    const { retryAfterSeconds, pageMilliseconds } = limits;
    const clock = new AbortController();
    const timer = setTimeout(() => {
      const message = `This page took longer than ${pageMilliseconds / 1000} seconds to be made into a PDF.`;
      clock.abort(new AppError('source-unavailable', message, { details: { retryAfterSeconds } }));
    }, pageMilliseconds);
    try {
      return await from.print(job, clock.signal);
    } catch (error) {
      onTrouble(error);
      throw asUnavailable(error, retryAfterSeconds);
    } finally {
      clearTimeout(timer);
    }
  }

  async function make(from: PrintEngine, { key, makeJob }: PrintRequest): Promise<Uint8Array> {
    // What is refused is refused at once: only pages that there are stand in the line.
    const job = await makeJob();
    refuseBeyond('The page', Buffer.byteLength(job.html), limits.maximumHtmlBytes);
    const pdf = await queue.run(() => printWithinTime(from, job));
    refuseBeyond('The PDF', pdf.byteLength, limits.maximumPdfBytes);
    cache.set(key, pdf);
    return pdf;
  }

  return {
    isAvailable: engine !== null,
    async print(request) {
      if (engine === null) {
        const message =
          'This service makes no PDFs, because no Chromium is installed where it runs: open the page itself and print it, or save it as PDF, in your browser.';
        throw new AppError('not-implemented', message);
      }
      const kept = cache.get(request.key);
      if (kept !== undefined) return kept;
      let made = beingMade.get(request.key);
      if (made === undefined) {
        made = make(engine, request).finally(() => beingMade.delete(request.key));
        beingMade.set(request.key, made);
      }
      return await made;
    },
    async close() {
      queue.close();
      await engine?.close();
    },
  };
}
