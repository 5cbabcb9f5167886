import { expect, test } from 'vitest';
import { createBackgroundJobs } from '../../server/usecases/clusters/background-jobs.ts';

test('work is begun once for each key, one after another, and kept', async () => {
  const jobs = createBackgroundJobs<string>(2);
  const begun: string[] = [];
  let running = 0;
  const work = (name: string) => async (): Promise<string> => {
    begun.push(name);
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
    return name;
  };
  const results = ['a', 'b', 'a'].map((name) => jobs.start(name, work(name)).result);
  expect(await Promise.all(results)).toEqual(['a', 'b', 'a']);
  expect(begun).toEqual(['a', 'b']);
  // A third pushes out the one used longest ago, which was b.
  await jobs.start('c', work('c')).result;
  await jobs.start('a', work('a')).result;
  await jobs.start('b', work('b')).result;
  expect(begun).toEqual(['a', 'b', 'c', 'b']);
});

test('what failed is tried again, and stops nobody else', async () => {
  const jobs = createBackgroundJobs<number>(4);
  const failing = jobs.start('x', () => Promise.reject(new Error('no')));
  const other = jobs.start('y', () => Promise.resolve(2));
  await expect(failing.result).rejects.toThrow('no');
  expect(await other.result).toBe(2);
  expect(await jobs.start('x', () => Promise.resolve(1)).result).toBe(1);
});

test('progress is told, and closing ends what runs', async () => {
  const jobs = createBackgroundJobs<number>(4);
  const job = jobs.start('x', ({ signal, onProgress }) => {
    onProgress(0.5);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('ended'));
      });
    });
  });
  const next = jobs.start('y', () => Promise.resolve(1));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(job.done()).toBe(0.5);
  jobs.close();
  await expect(job.result).rejects.toThrow('ended');
  await expect(next.result).rejects.toThrow('closing');
});
