import { createWriteStream, existsSync, readdirSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { AppError } from '../../core/errors.ts';
import type { BoundaryFiles } from './small-areas.ts';
import type { Chunk, SyntheticOptions } from './synthetic-files.ts';

export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
}

/** Text is gathered to this length before it goes to the disk. */
const blockLength = 1 << 20;

interface OpenFile {
  readonly stream: WriteStream;
  text: string;
  bytes: number;
}

/**
 * Writes the files into a new folder, with a manifest that marks everything as made up and a README that says how it was
 * made. The folder is there when all of it is written, and not before.
 *
 * @throws AppError conflict where the folder holds anything already
 */
export async function writeSynthetic(
  folder: string,
  chunks: Iterable<Chunk>,
  made: SyntheticOptions & { readonly region: string; readonly boundaries: BoundaryFiles },
): Promise<WrittenFile[]> {
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new AppError('conflict', `${folder} is not empty. Name a new folder.`, {
      details: { field: 'folder', value: folder },
    });
  }
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  try {
    const written = await writeChunks(unfinished, chunks);
    const names = written.map(({ name }) => name);
    await writeFile(join(unfinished, 'manifest.yaml'), manifestText(target, names, made.boundaries));
    await writeFile(join(unfinished, 'README.md'), readmeText(made));
    if (existsSync(target)) await rmdir(target);
    await rename(unfinished, target);
    return written;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function writeChunks(folder: string, chunks: Iterable<Chunk>): Promise<WrittenFile[]> {
  const open = new Map<string, OpenFile>();
  const flush = async (file: OpenFile): Promise<void> => {
    const block = Buffer.from(file.text);
    file.text = '';
    file.bytes += block.length;
    if (!file.stream.write(block)) await once(file.stream, 'drain');
  };
  for (const { file: name, text } of chunks) {
    let file = open.get(name);
    if (file === undefined) {
      file = { stream: createWriteStream(join(folder, name)), text: '', bytes: 0 };
      open.set(name, file);
    }
    file.text += text;
    if (file.text.length >= blockLength) await flush(file);
  }
  for (const file of open.values()) {
    await flush(file);
    file.stream.end();
    await once(file.stream, 'finish');
  }
  return [...open].map(([name, { bytes }]) => ({ name, bytes }));
}

/** The boundaries come first, and in the same manifest: what is loaded beside made-up figures counts as made up. */
function manifestText(folder: string, names: readonly string[], boundaries: BoundaryFiles): string {
  const borders = [boundaries.authorities, boundaries.msoas, boundaries.lsoas];
  const manifest = {
    id: 'synthetic',
    title: 'Synthetic premises',
    madeUp: true,
    root: 'manifest',
    files: [
      ...borders.map((path) => ({ path: relative(folder, resolve(path)) })),
      ...names.map((path) => ({ path })),
    ],
  };
  return `# MADE-UP DATA: no home, line or postcode in these files exists. See README.md.\n${stringify(manifest)}`;
}

function readmeText(made: SyntheticOptions & { readonly region: string }): string {
  const region = made.region === '' ? 'all areas' : `areas of authorities whose code begins ${made.region}`;
  return `# Synthetic premises

**Everything in this folder is made up.** No home, postcode or line in it exists, and no figure is about anybody. The
files have the publishers' own headers, so that the Atlas can be tried at full size; nothing of the publishers' data is
in them but the codes and names of the areas that the homes were strewn in.

Written by \`npm run synthetic\`: ${made.premises} premises, seed ${made.seed}, ${region}; BDUK and Ofcom disagree on
${100 * made.disagreement} % of premises. The same options over the same boundaries give the same files.

- Every file name begins with \`synthetic_\`; \`manifest.yaml\` marks all that it loads as made up.
- UPRNs begin with 99; postcode areas are ZY, ZX and so on, which do not exist; codes of output areas are E00800000 and on,
  of which there are no boundaries.
- Ofcom's figures by postcode and by output area count the very premises of the UPRN file.
- Load it with \`atlas import manifest.yaml\` into a data folder of its own (ATLAS_DATA_DIR), never beside real data.
`;
}
