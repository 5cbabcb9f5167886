import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { repositoryPath } from '../support/shared.ts';

it('ends quietly when whoever reads its output stops reading, as head does', async () => {
  const child = spawn(process.execPath, [repositoryPath('bin/atlas.mjs'), 'index', 'run', '--help']);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.stdout.destroy();
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
});
