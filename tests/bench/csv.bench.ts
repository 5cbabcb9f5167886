/**
 * How much slower reading CSV records is than finding the line ends of the same text, in one run:
 * `npx tsx tests/bench/csv.bench.ts`. The file is that of OS Open UPRN in shape: a million rows, no quotes; and once
 * more with a quoted name in every row, which goes through Papa Parse.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv } from '../../server/sources/csv.ts';
import { openFile } from '../../server/sources/open-file.ts';
import type { SourceFile } from '../../server/sources/source.ts';
import { readText } from '../../server/sources/text-stream.ts';

const rowCount = 1_000_000;
const rounds = 3;

function table(row: (at: number) => string): string {
  const rows = Array.from({ length: rowCount }, (_, at) => row(at));
  return `UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n${rows.join('\n')}\n`;
}

async function scanLines(file: SourceFile): Promise<number> {
  let lines = 0;
  for await (const text of readText(file)) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  }
  return lines - 1;
}

async function readRecords(file: SourceFile): Promise<number> {
  const { batches } = await openCsv(file, { reject: () => undefined });
  let records = 0;
  for await (const batch of batches) records += batch.records.length;
  return records;
}

/** The quickest of some rounds, in milliseconds: the others were disturbed. */
async function time(work: (file: SourceFile) => Promise<number>, file: SourceFile): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const rows = await work(file);
    if (rows !== rowCount) throw new Error(`${rows} rows instead of ${rowCount}`);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const folder = mkdtempSync(join(tmpdir(), 'atlas-bench-'));
try {
  const files = {
    plain: table((at) => `${100_000_000_000 + at},${377_000 + (at % 900)}.5,392000.25,53.4243212,-2.3456781`),
    quoted: table(
      (at) => `${100_000_000_000 + at},"Kingston upon Hull, City of",392000.25,53.4243212,-2.3456781`,
    ),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, content);
    const file = await openFile(path);
    const scan = await time(scanLines, file);
    const read = await time(readRecords, file);
    console.log(
      `csv ${name}: ${rowCount} rows, scan ${scan.toFixed(0)} ms, records ${read.toFixed(0)} ms, ` +
        `ratio ${(read / scan).toFixed(1)}, ${((rowCount / read) * 1000).toFixed(0)} rows/s`,
    );
  }
  console.log(
    `peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB (the test text itself included)`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
