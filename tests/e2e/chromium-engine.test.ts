import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createChromiumEngine, type PrintEngine } from '../../server/pdf/chromium-engine.ts';
import { findChromium } from '../../server/pdf/find-chromium.ts';
import type { OwnFile, PrintJob } from '../../server/pdf/print-html.ts';
import { readPdf } from './support/read-pdf.ts';

const executablePath = findChromium({ configuredPath: process.env['CHROMIUM_PATH'] ?? null });

function job(body: string, changes: Partial<PrintJob> = {}): PrintJob {
  return {
    address: 'https://atlas.example/cy/ardal?x=1',
    html: `<!doctype html><html lang="cy"><head><title>Ardal – Atlas</title>${body}</body></html>`,
    footer: '<span style="font-size:7pt">foot</span>',
    readFile: () => Promise.resolve(null),
    ...changes,
  };
}

const patient = (): AbortSignal => AbortSignal.timeout(60_000);

/** Browsers that this process started and that still live: processes by their parent, as Linux lists them. */
function browserProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(parent) === process.pid && state !== 'Z' && stat.includes('chrom');
      } catch {
        return false;
      }
    });
}

async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !isSo(); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe.skipIf(executablePath === null)('the Chromium that pages are printed with', () => {
  let engine: PrintEngine;
  const start = (changes: { idleMilliseconds?: number; pagesPerBrowser?: number } = {}): PrintEngine => {
    engine = createChromiumEngine({
      executablePath: executablePath ?? '',
      userId: process.getuid?.() ?? null,
      idleMilliseconds: 60_000,
      pagesPerBrowser: 100,
      ...changes,
    });
    return engine;
  };
  afterEach(() => engine.close());

  let network: Server;
  let networkAddress = '';
  const reached: string[] = [];
  beforeAll(async () => {
    network = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.end('reached');
    });
    await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
    const at = network.address();
    if (at === null || typeof at === 'string') throw new Error('no port');
    networkAddress = `http://127.0.0.1:${at.port}`;
  });
  afterAll(() => {
    network.close();
  });

  it('makes tagged A4 with title, language, outline and links to the public address', async () => {
    const body = '<body><h1>Un</h1><p><a href="/data">data</a></p><h2>Dau</h2><p>x</p>';
    const tall = '<div style="height:2000px"></div>';
    const pdf = readPdf(await start().print(job(body + tall), patient()));
    expect(pdf).toEqual({
      pageCount: 3,
      size: [596, 843],
      language: 'cy',
      isTagged: true,
      links: ['https://atlas.example/data'],
      outlineCount: 2,
      title: 'Ardal – Atlas',
    });
  });

  it('gives a page the files of the service, and nothing of any other place', async () => {
    const asked: string[] = [];
    const style: OwnFile = { contentType: 'text/css', body: Buffer.from('body { height: 1500px }') };
    const html = `
      <link rel="stylesheet" href="/a.css?1"><link rel="stylesheet" href="${networkAddress}/a.css">
      <link rel="preconnect" href="${networkAddress}"><link rel="prefetch" href="${networkAddress}/prefetch">
      <script>document.write('<h2>script</h2>'); fetch('${networkAddress}/script')</script></head>
      <body><h1>One</h1><img src="${networkAddress}/img" alt=""><img src="http://169.254.169.254/x" alt="">
      <img src="file:///etc/passwd" alt=""><iframe src="${networkAddress}/frame"></iframe>
      <iframe src="/frame"></iframe><object data="/object"></object><video src="/video" autoplay></video>`;
    const readFile = (path: string): Promise<OwnFile | null> => {
      asked.push(path);
      return Promise.resolve(path === '/a.css?1' ? style : null);
    };
    const pdf = readPdf(await start().print(job(html, { readFile }), patient()));
    expect(asked).toEqual(['/a.css?1']);
    expect(reached).toEqual([]);
    // Two pages because of the style sheet, one heading because no script ran.
    expect({ pages: pdf.pageCount, headings: pdf.outlineCount }).toEqual({ pages: 2, headings: 1 });
    const leaving = job(
      `<meta http-equiv="refresh" content="0; url=${networkAddress}/refresh"></head><body>x`,
    );
    // It fails, or is printed before it leaves: either way it gets nowhere.
    await engine.print(leaving, patient()).catch(() => null);
    expect(reached).toEqual([]);
  });

  it('reaches nothing even where a page gets past us', async () => {
    const { chromium } = await import('playwright-core');
    start();
    // The same browser as the engine starts, without the function that answers its pages.
    const { browserArguments } = await import('../../server/pdf/chromium-engine.ts');
    const browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: [...browserArguments],
    });
    const page = await browser.newPage();
    await expect(page.goto(`${networkAddress}/direct`)).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
    await expect(page.goto('http://localhost/')).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
    await browser.close();
    expect(reached).toEqual([]);
  });

  it('gives up a page that does not end, and prints the next', async () => {
    const stuck = job('<link rel="stylesheet" href="/never.css"></head><body><h1>One</h1>', {
      readFile: () => new Promise(() => undefined),
    });
    const printing = start().print(stuck, AbortSignal.timeout(1500));
    await expect(printing).rejects.toThrow();
    expect(readPdf(await engine.print(job('</head><body>next'), patient())).pageCount).toBe(1);
  });

  it('goes on with another browser when one crashes, also under a page', async () => {
    await start().print(job('</head><body>first'), patient());
    const [first = 0] = browserProcesses();
    let killed = 0;
    const html = '<link rel="stylesheet" href="/a.css"></head><body>second';
    const readFile = (): Promise<OwnFile> => {
      if (killed === 0) {
        killed = first;
        process.kill(first, 'SIGKILL');
      }
      return Promise.resolve({ contentType: 'text/css', body: Buffer.from('') });
    };
    expect(readPdf(await engine.print(job(html, { readFile }), patient())).pageCount).toBe(1);
    expect(killed).toBeGreaterThan(0);
    expect(browserProcesses()).not.toContain(first);
  });

  it('replaces a browser after so many pages', async () => {
    start({ pagesPerBrowser: 2 });
    const seen = new Set<number>();
    for (let page = 0; page < 4; page += 1) {
      await engine.print(job('</head><body>page'), patient());
      for (const pid of browserProcesses()) seen.add(pid);
    }
    await until(() => browserProcesses().length === 0);
    expect(seen.size).toBeGreaterThanOrEqual(2);
    expect(browserProcesses()).toEqual([]);
  });

  it('ends the browser when nothing is printed any more, and starts one when something is', async () => {
    start({ idleMilliseconds: 200 });
    await engine.print(job('</head><body>one'), patient());
    await until(() => browserProcesses().length === 0);
    expect(browserProcesses()).toEqual([]);
    expect(readPdf(await engine.print(job('</head><body>two'), patient())).pageCount).toBe(1);
  });

  it('leaves no process behind when it is closed, and starts none after', async () => {
    await start().print(job('</head><body>one'), patient());
    expect(browserProcesses()).toHaveLength(1);
    await engine.close();
    expect(browserProcesses()).toEqual([]);
    await expect(engine.print(job('</head><body>two'), patient())).rejects.toThrow(/closing/);
  });

  it('fails where the browser cannot start, each time anew', async () => {
    engine = createChromiumEngine({
      executablePath: '/bin/false',
      userId: 0,
      idleMilliseconds: 1000,
      pagesPerBrowser: 10,
    });
    await expect(engine.print(job('</head><body>one'), patient())).rejects.toThrow();
    await expect(engine.print(job('</head><body>one'), patient())).rejects.toThrow();
  });
});
