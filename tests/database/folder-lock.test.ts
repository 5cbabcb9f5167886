import { spawn } from 'node:child_process';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../server/database/folder-lock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function leaveLock(content: object): void {
  writeFileSync(join(folder, 'lock.json'), JSON.stringify({ started: null, token: 'other', ...content }));
}

describe('the lock of the data folder', () => {
  it('refuses a second holder and names the first', () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid} on ${hostname()}`);
    lock.release();
    lockFolder(folder).release();
  });

  it('refuses while another process lives, and takes over once it has ended', async () => {
    const other = spawn('sleep', ['60']);
    leaveLock({ pid: other.pid, host: hostname() });
    expect(() => lockFolder(folder)).toThrow(`in use by process ${other.pid ?? 0}`);
    const ended = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await ended;
    const lock = lockFolder(folder);
    expect(readFileSync(join(folder, 'lock.json'), 'utf8')).toContain(`"pid":${process.pid}`);
    lock.release();
  });

  it('does not take a reused process number for the holder', () => {
    leaveLock({ pid: process.pid, host: hostname(), started: '1' });
    lockFolder(folder).release();
  });

  it('believes a holder on another host for a minute of silence', () => {
    leaveLock({ pid: 1, host: 'another-container' });
    expect(() => lockFolder(folder)).toThrow('on another-container');
    const longAgo = new Date(Date.now() - 61_000);
    utimesSync(join(folder, 'lock.json'), longAgo, longAgo);
    lockFolder(folder).release();
  });

  it('takes over a lock file that was cut short, and leaves a lock alone that is no longer its own', () => {
    writeFileSync(join(folder, 'lock.json'), '{"pid":');
    const lock = lockFolder(folder);
    leaveLock({ pid: 1, host: 'another-container' });
    lock.release();
    expect(readFileSync(join(folder, 'lock.json'), 'utf8')).toContain('another-container');
  });
});
