import { expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import type { PrintEngine } from '../../server/pdf/chromium-engine.ts';
import { createPagePrinter, printerLimits, type PrinterLimits } from '../../server/pdf/page-printer.ts';
import type { PrintJob } from '../../server/pdf/print-html.ts';

/** Stands for a browser: a PDF is the bytes of the HTML unless the test says otherwise. */
function createPress(print: PrintEngine['print'] = ({ html }) => Promise.resolve(Buffer.from(html))) {
  const printed: string[] = [];
  const engine: PrintEngine = {
    print(job, signal) {
      printed.push(job.html);
      return print(job, signal);
    },
    close: () => {
      printed.push('closed');
      return Promise.resolve();
    },
  };
  return { engine, printed };
}

function job(html: string): PrintJob {
  return { address: 'https://atlas.example/data', html, footer: '', readFile: () => Promise.resolve(null) };
}

function createPrinter(engine: PrintEngine | null, changes: Partial<PrinterLimits> = {}) {
  const troubles: unknown[] = [];
  const printer = createPagePrinter({
    engine,
    limits: { ...printerLimits, ...changes },
    onTrouble: (error) => troubles.push(error),
  });
  const print = (key: string, html = key): Promise<Uint8Array> =>
    printer.print({ key, makeJob: () => Promise.resolve(job(html)) });
  return { printer, print, troubles };
}

const text = (pdf: Uint8Array): string => Buffer.from(pdf).toString();

it('says that there is no PDF where there is no browser, and how to print', async () => {
  const { printer, print } = createPrinter(null);
  expect(printer.isAvailable).toBe(false);
  await expect(print('a')).rejects.toMatchObject({ code: 'not-implemented' });
  await expect(print('a')).rejects.toThrow(
    /no Chromium is installed .* print it, or save it as PDF, in your browser/,
  );
});

it('makes a page once for all who ask at the same time, and keeps it', async () => {
  const { engine, printed } = createPress();
  const { print } = createPrinter(engine);
  expect((await Promise.all([print('a'), print('a'), print('b')])).map(text)).toEqual(['a', 'a', 'b']);
  expect(text(await print('a', 'not asked for'))).toBe('a');
  expect(printed).toEqual(['a', 'b']);
});

it('forgets the page used longest ago when it holds too much', async () => {
  const { engine, printed } = createPress();
  const { print } = createPrinter(engine, { cacheBytes: 100 });
  const eightOf = (key: string): string => key.repeat(12);
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) await print(key, eightOf(key));
  // Nine pages of twelve bytes do not go into a hundred.
  await print('i', eightOf('i'));
  await print('a', eightOf('a'));
  expect(printed).toHaveLength(10);
});

it('does not keep what failed, hides why, and tells who runs the service', async () => {
  let isBroken = true;
  const { engine } = createPress(({ html }) =>
    isBroken ? Promise.reject(new Error('Page crashed at /home')) : Promise.resolve(Buffer.from(html)),
  );
  const { print, troubles } = createPrinter(engine);
  const failure = await print('a').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'source-unavailable', details: { retryAfterSeconds: 10 } });
  expect(String(failure)).not.toContain('/home');
  expect(String(troubles[0])).toContain('Page crashed');
  isBroken = false;
  expect(text(await print('a'))).toBe('a');
});

it('gives a page up after its time, frees its place and says so to the browser', async () => {
  let gaveUp = 0;
  const { engine } = createPress(
    ({ html }, signal) =>
      new Promise((resolve, reject) => {
        if (html === 'quick') resolve(Buffer.from(html));
        signal.addEventListener('abort', () => {
          gaveUp += 1;
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        });
      }),
  );
  const { print } = createPrinter(engine, { pageMilliseconds: 30, pagesAtOnce: 1 });
  const endless = print('endless');
  const after = print('quick');
  await expect(endless).rejects.toMatchObject({ code: 'source-unavailable' });
  await expect(endless).rejects.toThrow(/longer than 0.03 seconds/);
  expect(text(await after)).toBe('quick');
  expect(gaveUp).toBe(1);
});

it('refuses a page and a PDF that are too large', async () => {
  const { engine, printed } = createPress(() => Promise.resolve(Buffer.alloc(50)));
  const { print } = createPrinter(engine, { maximumHtmlBytes: 10, maximumPdfBytes: 49 });
  await expect(print('a', 'x'.repeat(11))).rejects.toMatchObject({ code: 'too-large' });
  expect(printed).toEqual([]);
  await expect(print('b')).rejects.toMatchObject({ code: 'too-large', details: { bytes: 50, maximum: 49 } });
});

it('sends away who comes to a full line', async () => {
  const { engine } = createPress(() => new Promise(() => undefined));
  const { print } = createPrinter(engine, { pagesAtOnce: 1, waitingAtMost: 1 });
  void print('a');
  void print('b').catch(() => undefined);
  await expect(print('c')).rejects.toMatchObject({ code: 'source-unavailable' });
});

it('hands on what the page itself is refused with, and asks no browser', async () => {
  const { engine, printed } = createPress();
  const { printer } = createPrinter(engine);
  const makeJob = (): Promise<PrintJob> => Promise.reject(new AppError('invalid-request', 'Name two areas.'));
  await expect(printer.print({ key: 'a', makeJob })).rejects.toThrow('Name two areas.');
  expect(printed).toEqual([]);
});

it('closes the browser with itself', async () => {
  const { engine, printed } = createPress();
  const { printer, print } = createPrinter(engine);
  await printer.close();
  expect(printed).toEqual(['closed']);
  await expect(print('a')).rejects.toThrow(/closing/);
});
