/**
 * How long the explorer takes to show a country and to paint it again after a weight has moved, in Chromium (WebGL in
 * software, nothing in its cache) against a running, warm service. Prints medians and ratios; asserts no time. What is
 * asserted is that areas are on the map in the colours of the legend when the clock stops: the picture is read back.
 *
 * npx tsx tests/bench/explorer.bench.ts http://localhost:3000
 *
 * Baselines, in the same run: for the opening, the same bytes fetched at once by an empty page; for the repaint, the
 * same map moved by an arrow key, which draws but does not score. A loop of plain arithmetic shows how busy the machine is.
 */
import { chromium, type Browser, type Page } from 'playwright-core';
import { z } from 'zod';
import { laptop, launchOptions } from '../e2e/support/browser.ts';

const address = process.argv[2] ?? process.env['ATLAS_E2E_ADDRESS'] ?? 'http://localhost:3000';
const runs = Number(process.argv[3] ?? 5);
const repaintSteps = 10;

/** Runs in the page before its own scripts: keeps the drawn picture readable and notes when something was drawn. */
const watch = `
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return getContext.call(this, kind, kind === 'webgl2' ? { ...options, preserveDrawingBuffer: true } : options);
  };
  const bench = (window.bench = { lastDraw: 0, first: null });
  const drawElements = WebGL2RenderingContext.prototype.drawElements;
  WebGL2RenderingContext.prototype.drawElements = function (...all) {
    bench.lastDraw = performance.now();
    return drawElements.apply(this, all);
  };
  /** Pixels by class of the legend, in a picture of a quarter of the size. */
  bench.look = () => {
    const canvas = document.querySelector('.maplibregl-canvas');
    const swatches = [...document.querySelectorAll('.atlas-legend__swatch--class')];
    if (canvas === null || swatches.length === 0 || bench.lastDraw === 0) return null;
    const wanted = swatches.map((one) => getComputedStyle(one).backgroundColor.match(/\\d+/g).map(Number));
    const small = document.createElement('canvas');
    small.width = canvas.width >> 1;
    small.height = canvas.height >> 1;
    const context = small.getContext('2d', { willReadFrequently: true });
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, 0, 0, small.width, small.height);
    const { data } = context.getImageData(0, 0, small.width, small.height);
    const counts = wanted.map(() => 0);
    for (let at = 0; at < data.length; at += 4) {
      const near = wanted.findIndex(
        ([r, g, b]) => Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b) < 24,
      );
      if (near >= 0 && data[at + 3] > 0) counts[near] += 1;
    }
    return { counts, total: data.length / 4 };
  };
  bench.isColoured = (seen) =>
    seen !== null &&
    seen.counts.filter((count) => count > seen.total / 2000).length >= 8 &&
    seen.counts.reduce((sum, count) => sum + count, 0) > 0.05 * seen.total;
  const timer = setInterval(() => {
    const seen = bench.look();
    if (!bench.isColoured(seen)) return;
    clearInterval(timer);
    bench.first = { at: performance.now(), ...seen };
  }, 30);
  /** Does something that changes the map; resolves once the change is on the screen. */
  bench.change = async (act) => {
    const before = bench.look().counts.join();
    const started = performance.now();
    act();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let waited = 0; bench.lastDraw < started && waited < 600; waited += 1) await frame();
    const gl = document.querySelector('.maplibregl-canvas').getContext('webgl2');
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    const time = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { time, isChanged: bench.look().counts.join() !== before };
  };
`;

const firstSchema = z.object({ at: z.number(), counts: z.array(z.number()), total: z.number() });
const changeSchema = z.object({ time: z.number(), isChanged: z.boolean() });

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;
}

function loopMilliseconds(): number {
  const started = performance.now();
  let sum = 0;
  for (let step = 0; step < 1e8; step += 1) sum = (sum * 31 + step) | 0;
  return sum === 1 ? NaN : performance.now() - started;
}

interface Opening {
  readonly page: Page;
  readonly milliseconds: number;
  readonly requests: readonly string[];
}

async function open(browser: Browser): Promise<Opening> {
  const context = await browser.newContext({ viewport: laptop, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith('http')) requests.push(request.url());
  });
  await page.addInitScript(watch);
  await page.goto(`${address}/map?opacity=100`);
  let first: unknown = null;
  for (let waited = 0; first === null && waited < 300; waited += 1) {
    await page.waitForTimeout(400);
    first = await page.evaluate('window.bench.first');
  }
  const { at } = firstSchema.parse(first);
  if (!requests.some((url) => /\/tiles\/lsoa-.+\.mvt$/.test(url)))
    throw new Error('no tile of LSOAs was asked for');
  return { page, milliseconds: at, requests: [...new Set(requests)] };
}

/** The same addresses, all at once, by a page that does nothing with them. */
async function fetchBare(browser: Browser, requests: readonly string[]): Promise<number> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${address}/api/openapi.json`);
  const time = await page.evaluate(`(async () => {
    const started = performance.now();
    await Promise.all(${JSON.stringify(requests)}.map((url) => fetch(url).then((answer) => answer.arrayBuffer())));
    return performance.now() - started;
  })()`);
  await context.close();
  return z.number().parse(time);
}

async function change(page: Page, act: string): Promise<number> {
  const { time, isChanged } = changeSchema.parse(
    await page.evaluate(`window.bench.change(() => { ${act} })`),
  );
  if (!isChanged) throw new Error('the picture did not change');
  return time;
}

async function measureRepaint(page: Page): Promise<{ repaint: number; move: number; script: number }> {
  await page.waitForTimeout(3_000);
  await page.evaluate(
    'for (const one of document.querySelectorAll("details.atlas-section")) one.open = true',
  );
  await page.evaluate('performance.clearMeasures()');
  const [repaints, moves]: [number[], number[]] = [[], []];
  for (let step = 0; step < repaintSteps; step += 1) {
    const slide = `const slider = document.querySelector('.atlas-weights input[type=range]');
      slider.value = ${step % 2 === 0 ? 3 + step / 4 : 0.25};
      slider.dispatchEvent(new Event('input', { bubbles: true }));`;
    repaints.push(await change(page, slide));
    const key = step % 2 === 0 ? ['ArrowRight', 39] : ['ArrowLeft', 37];
    const press = `document.querySelector('.maplibregl-canvas').dispatchEvent(new KeyboardEvent('keydown',
      { key: '${key[0]}', code: '${key[0]}', keyCode: ${key[1]}, bubbles: true }))`;
    moves.push(await change(page, press));
  }
  const scripts = await page.evaluate(
    "performance.getEntriesByName('atlas-repaint').map(({ duration }) => duration)",
  );
  return {
    repaint: median(repaints),
    move: median(moves),
    script: median(z.array(z.number()).parse(scripts)),
  };
}

const browser = await chromium.launch(launchOptions());
const openings: number[] = [];
const bare: number[] = [];
const loops: number[] = [];
let last: Page | null = null;
for (let run = 0; run < runs; run += 1) {
  await last?.context().close();
  loops.push(loopMilliseconds());
  const { page, milliseconds, requests } = await open(browser);
  openings.push(milliseconds);
  bare.push(await fetchBare(browser, requests));
  last = page;
}
const say = (name: string, time: number, baseline: number, against: string): void => {
  console.log(
    `${name}: ${time.toFixed(0)} ms, ${(time / baseline).toFixed(1)} times ${against} (${baseline.toFixed(0)} ms)`,
  );
};
console.log(
  `${address}, median of ${runs} openings; 1e8 steps of arithmetic take ${median(loops).toFixed(0)} ms here`,
);
say('navigation to the first coloured LSOAs', median(openings), median(bare), 'the same bytes fetched bare');
if (last !== null) {
  const { repaint, move, script } = await measureRepaint(last);
  say(
    `weight moved to map repainted (${script.toFixed(0)} ms of it ours)`,
    repaint,
    move,
    'the map moved by a key',
  );
}
await browser.close();
