import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { repositoryFolder } from '../../server/repository-folder.ts';
import { openFiles } from '../../server/sources/open-file.ts';
import { sourceReaders } from '../../server/sources/registry.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import type { ImportOutcome, ImportRequest } from '../../server/usecases/import/import-types.ts';
import { loadPlace } from '../../server/usecases/load-place.ts';
import { readManifest } from '../../server/usecases/read-manifest.ts';
import { scoreAll } from '../../server/usecases/score-all.ts';
import { settleBoundaries } from '../../server/usecases/settle-boundaries.ts';
import { printOutcome } from '../print-report.ts';
import { withServices, type CommandServices } from '../services.ts';

interface ImportOptions {
  readonly manifest?: string;
  readonly format?: string;
  readonly dataset?: string;
  readonly member?: string;
  readonly option: Readonly<Record<string, unknown>>;
  readonly mapping?: string;
  readonly report?: string;
  readonly madeUp: boolean;
  readonly acceptWarnings: boolean;
  readonly dryRun: boolean;
}

/** `key=value` on the command line; whole numbers become numbers, as a vintage is one. */
function collectOption(text: string, before: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new AppError('invalid-request', `--option wants key=value, not "${text}".`, {
      details: { field: 'option', value: text },
    });
  }
  const value = text.slice(at + 1);
  return { ...before, [text.slice(0, at)]: /^\d{1,9}$/.test(value) ? Number(value) : value };
}

/** `atlas import FILE ...` and `atlas import --manifest FILE`. */
export function addImportCommand(program: Command): void {
  const formats = sourceReaders.map((reader) => reader.id).join(', ');
  program
    .command('import')
    .description("Import publishers' own files: plain, .gz, or inside .zip (all.zip/member.csv).")
    .argument('[files...]', 'files to import, in order')
    .option('--manifest <file>', 'load a whole place: data/manifests/sample.yaml, trafford.yaml ...')
    .option('--format <id>', `the format, where it is not recognised: ${formats}`)
    .option('--dataset <id>', 'the dataset of data/sources.yaml the file belongs to')
    .option('--member <pattern>', 'which members of a zip, * allowed')
    .option(
      '--option <key=value>',
      'an option of the reader: vintage=2021, period=2025-07 ...',
      collectOption,
      {},
    )
    .option('--mapping <file>', 'YAML that says which columns of any CSV are which indicators')
    .option('--report <file>', 'write the whole quality report as JSON')
    .option('--made-up', 'mark everything in these files as made up', false)
    .option('--accept-warnings', 'import although warnings touch many rows', false)
    .option('--dry-run', 'stop after the quality report', false)
    .action(async (files: string[], options: ImportOptions) => {
      if ((files.length === 0) === (options.manifest === undefined)) {
        throw new AppError('invalid-request', 'Name files to import, or a --manifest, not both.');
      }
      await withServices(async (services) => {
        if (options.manifest === undefined) {
          await importFiles(services, files, options);
          if (!options.dryRun) await settle(services);
        } else await importManifest(services, options.manifest);
      });
    });
}

async function importFiles(
  services: CommandServices,
  paths: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const mapping = options.mapping === undefined ? {} : { mapping: await readFile(options.mapping, 'utf8') };
  const outcomes: ImportOutcome[] = [];
  for (const path of paths) {
    const members = options.member === undefined ? {} : { member: options.member };
    for (const file of await openFiles(path, members)) {
      const request: ImportRequest = {
        file,
        format: options.format ?? null,
        datasetId: options.dataset ?? null,
        options: { ...options.option, ...mapping },
        madeUp: options.madeUp,
        acceptWarnings: options.acceptWarnings,
        isDryRun: options.dryRun,
        importedBy: userInfo().username,
      };
      const outcome = await importFile(services, request);
      outcomes.push(outcome);
      printOutcome(outcome);
    }
  }
  if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(outcomes, null, 2)}\n`);
}

/** Areas find their parents, boundaries become tiles. */
async function settle(services: CommandServices): Promise<void> {
  const { derived, baked } = await settleBoundaries({
    database: services.database,
    dataFolder: services.dataFolder,
    onProgress: (step) => {
      services.onProgress({ step, file: '', rows: 0 });
    },
  });
  for (const { child, parent, placed, outside } of derived) {
    process.stdout.write(
      `${child.type} ${child.vintage} in ${parent.type} ${parent.vintage}: ${placed} placed by point, ${outside} outside\n`,
    );
  }
  for (const { type, vintage } of baked) process.stdout.write(`tiles of ${type} ${vintage} baked\n`);
}

async function importManifest(services: CommandServices, path: string): Promise<void> {
  const { manifest, root } = await readManifest(path, {
    repository: repositoryFolder,
    shared: services.config.sharedFolder,
  });
  const outcomes = await loadPlace(services, {
    manifest,
    root,
    importedBy: userInfo().username,
    onFile: (file, position, total) => {
      process.stdout.write(`[${position}/${total}] ${file}\n`);
    },
  });
  for (const outcome of outcomes) printOutcome(outcome);
  await settle(services);
  for (const { profileId, outcome } of await scoreAll(services, manifest.score)) {
    process.stdout.write(`${profileId}: ${outcome.scoredCount} of ${outcome.areaCount} areas scored\n`);
  }
}
