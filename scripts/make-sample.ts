import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { drawBorough } from './sample/borough.ts';
import { broadbandFiles } from './sample/broadband-files.ts';
import { censusFiles } from './sample/census-files.ts';
import { deprivationFiles } from './sample/deprivation-files.ts';
import { geographyFiles } from './sample/geography-files.ts';
import { mobileFile } from './sample/mobile-file.ts';
import { settlePeople } from './sample/people.ts';
import { placeFiles } from './sample/place-files.ts';
import { populationFile } from './sample/population-file.ts';
import { drawUnplaced, placePostcodes, placePremises } from './sample/premises.ts';
import { createRandom } from './made-up/random.ts';
import type { SampleFile } from './sample/sample-file.ts';

/**
 * Writes data/sample: a borough that does not exist, in the publishers' exact formats, so that the Atlas has something
 * to show before anybody has downloaded anything. The same on every machine and every day: all chance is seeded.
 *
 * Usage: npx tsx scripts/make-sample.ts [FOLDER]
 */
export function makeSample(): SampleFile[] {
  const borough = drawBorough(createRandom(20_211));
  const postcodes = placePostcodes(borough, createRandom(2));
  const premises = placePremises(borough, postcodes, createRandom(3));
  const places = settlePeople(borough, premises, createRandom(4));
  return [
    ...geographyFiles(borough),
    ...censusFiles(borough, places, createRandom(5)),
    populationFile(borough, places, createRandom(6)),
    ...deprivationFiles(borough, places, createRandom(7)),
    ...broadbandFiles(borough, {
      postcodes,
      premises,
      unplaced: drawUnplaced(borough, createRandom(9)),
    }),
    mobileFile(premises),
    ...placeFiles(borough, { postcodes, premises }, createRandom(8)),
  ];
}

/** Files above this size are gzipped. */
const plainBytes = 100_000;

function writeSample(folder: string): void {
  let written = 0;
  for (const file of makeSample()) {
    const text = Buffer.from(file.text);
    const isBig = text.length > plainBytes;
    const bytes = isBig ? gzipSync(text, { level: 9 }) : text;
    const path = join(folder, isBig ? `${file.path}.gz` : file.path);
    rmSync(join(folder, isBig ? file.path : `${file.path}.gz`), { force: true });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    written += bytes.length;
    console.log(`${path}  ${bytes.length} bytes`);
  }
  console.log(`${written} bytes in all`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  writeSample(process.argv[2] ?? join(repository, 'data', 'sample'));
}
