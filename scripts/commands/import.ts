import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { readConfig } from '../../server/config.ts';
import { repositoryFolder } from '../../server/repository-folder.ts';
import { openFiles } from '../../server/sources/open-file.ts';
import { mappedCsv } from '../../server/sources/mapped-csv.ts';
import { sourceReaders } from '../../server/sources/registry.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import type { ImportOutcome, ImportRequest } from '../../server/usecases/import/import-types.ts';
import { keepMadeUpApart } from '../../server/usecases/keep-made-up-apart.ts';
import { loadPlace } from '../../server/usecases/load-place.ts';
import { readManifest, type PlacedManifest } from '../../server/usecases/read-manifest.ts';
import { scoreAll } from '../../server/usecases/score-all.ts';
import { printOutcome } from '../print-report.ts';
import { withServices, type CommandServices } from '../services.ts';
import { settle } from '../settle.ts';
import { userName } from '../user-name.ts';

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

/** `key=value` on the command line; of the readers' options only vintages are numbers. */
function collectOption(text: string, before: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new AppError('invalid-request', `--option wants key=value, not "${text}".`, {
      details: { field: 'option', value: text },
    });
  }
  const key = text.slice(0, at);
  const value = text.slice(at + 1);
  const isNumber = /vintage$/i.test(key) && /^\d{1,9}$/.test(value);
  return { ...before, [key]: isNumber ? Number(value) : value };
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
    .option(
      '--mapping <file>',
      'YAML that says which columns of any CSV are which indicators (--format mapped-csv goes without saying)',
    )
    .option('--report <file>', 'write the whole quality report as JSON')
    .option('--made-up', 'mark everything in these files as made up', false)
    .option('--accept-warnings', 'import although warnings touch many rows', false)
    .option('--dry-run', 'stop after the quality report', false)
    .action(async (files: string[], options: ImportOptions) => {
      if ((files.length === 0) === (options.manifest === undefined)) {
        throw new AppError('invalid-request', 'Name files to import, or a --manifest, not both.');
      }
      // Read first: opening a database takes seconds, and a slip in the manifest should not cost them.
      const place =
        options.manifest === undefined
          ? null
          : await readManifest(options.manifest, {
              repository: repositoryFolder,
              shared: readConfig().sharedFolder,
            });
      await withServices(async (services) => {
        if (!options.dryRun) {
          await keepMadeUpApart(services.database, place?.manifest.madeUp ?? options.madeUp);
        }
        if (place !== null) {
          await importPlace(services, place);
          return;
        }
        await importFiles(services, files, options);
        if (!options.dryRun) await settle(services);
      });
    });
}

async function importFiles(
  services: CommandServices,
  paths: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const outcomes: (ImportOutcome | RefusedFile)[] = [];
  try {
    for (const path of paths) await importPath(services, path, { options, outcomes });
  } finally {
    if (options.report !== undefined)
      await writeFile(options.report, `${JSON.stringify(outcomes, null, 2)}\n`);
  }
}

/** What stands in the report file for a file that was not taken. */
interface RefusedFile {
  readonly file: string;
  readonly status: 'refused';
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface ImportJob {
  readonly options: ImportOptions;
  readonly outcomes: (ImportOutcome | RefusedFile)[];
}

async function importPath(
  services: CommandServices,
  path: string,
  { options, outcomes }: ImportJob,
): Promise<void> {
  const mapping = options.mapping === undefined ? {} : { mapping: options.mapping };
  const members = options.member === undefined ? {} : { member: options.member };
  for (const file of await openFiles(path, members)) {
    const request: ImportRequest = {
      file,
      // No other format takes a mapping.
      format: options.format ?? (options.mapping === undefined ? null : mappedCsv.id),
      datasetId: options.dataset ?? null,
      options: { ...options.option, ...mapping },
      madeUp: options.madeUp,
      acceptWarnings: options.acceptWarnings,
      isDryRun: options.dryRun,
      importedBy: userName(),
    };
    try {
      const outcome = await importFile(services, request);
      outcomes.push(outcome);
      printOutcome(outcome);
    } catch (error) {
      if (error instanceof AppError) {
        const { message, details } = error;
        outcomes.push({ file: file.path, status: 'refused', reason: message, details });
      }
      throw error;
    }
  }
}

async function importPlace(services: CommandServices, { manifest, root }: PlacedManifest): Promise<void> {
  await loadPlace(services, {
    manifest,
    root,
    importedBy: userName(),
    onFile: (file, position, total) => {
      process.stdout.write(`[${position}/${total}] ${file}\n`);
    },
    onOutcome: printOutcome,
  });
  await settle(services);
  for (const { profileId, outcome } of await scoreAll(services, manifest.score)) {
    process.stdout.write(`${profileId}: ${outcome.scoredCount} of ${outcome.areaCount} areas scored\n`);
  }
}
