import { join } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { readConfig } from '../../server/config.ts';
import { repositoryFolder } from '../../server/repository-folder.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { fetchSource } from '../../server/usecases/fetch-source.ts';
import { createProgressLine } from '../progress-line.ts';

/** `atlas fetch SOURCE ...`: downloads what data/sources.yaml has an address for. Needs no database. */
export function addFetchCommand(program: Command): void {
  program
    .command('fetch')
    .description('Download a source from its publisher; an interrupted download goes on where it stopped.')
    .argument('<sources...>', 'ids of data/sources.yaml: os-open-uprn, iod-2025 ...')
    .option('--folder <path>', 'where to put the files; default: downloads in the data folder')
    .action(async (ids: string[], options: { readonly folder?: string }) => {
      const { sources } = await loadCatalogue(join(repositoryFolder, 'data'));
      const folder = options.folder ?? join(readConfig().dataFolder, 'downloads');
      const chosen = ids.map((id) => {
        const source = sources.find((each) => each.id === id);
        if (source !== undefined) return source;
        throw new AppError('not-found', `data/sources.yaml has no source "${id}".`, {
          details: { field: 'source', value: id },
        });
      });
      const progress = createProgressLine(process.stderr);
      for (const source of chosen) {
        const outcome = await fetchSource(source, {
          folder,
          now: new Date(),
          onProgress: ({ bytes, total }) => {
            progress.say(
              `${source.id}: ${megabytes(bytes)}${total === null ? '' : ` of ${megabytes(total)}`}`,
            );
          },
        }).finally(() => {
          progress.end();
        });
        process.stdout.write(`${outcome.path}\n  ${outcome.bytes} bytes, sha256 ${outcome.sha256}\n`);
        process.stdout.write(`  ${source.attribution}\n`);
      }
    });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
