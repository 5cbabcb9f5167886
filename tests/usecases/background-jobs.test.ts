import { expect, test } from 'vitest';
import { createBackgroundJobs, progressOf } from '../../server/usecases/background-jobs.ts';

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

const patience = { waitMilliseconds: 1000, saying: 'It is being counted', retryAfterSeconds: 3 };
const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

test('whoever asks waits a while, hears how far it is, and has the answer later', async () => {
  const jobs = createBackgroundJobs<string>(4);
  const work = async ({ onProgress }: { onProgress: (done: number) => void }): Promise<string> => {
    onProgress(0.259);
    await after(40);
    return 'counted';
  };
  const hasty = { ...patience, waitMilliseconds: 5 };
  const early = await jobs.ask('x', work, hasty).catch((error: unknown) => error);
  expect(early).toMatchObject({
    code: 'source-unavailable',
    message: 'It is being counted: 25 % done. Ask again in a moment.',
    details: { retryAfterSeconds: 3 },
  });
  expect(progressOf(early)).toBe(0.259);
  expect(progressOf(new Error('away'))).toBeNull();
  expect(await jobs.ask('x', work, patience)).toBe('counted');
});

test('a failure that nobody waited for is told to whoever asks next, then the work is tried again', async () => {
  const jobs = createBackgroundJobs<string>(4);
  let tries = 0;
  const work = async (): Promise<string> => {
    tries += 1;
    await after(20);
    if (tries === 1) throw new Error('nothing to count');
    return 'counted';
  };
  await expect(jobs.ask('x', work, { ...patience, waitMilliseconds: 1 })).rejects.toThrow('being counted');
  await after(50);
  await expect(jobs.ask('x', work, patience)).rejects.toThrow('nothing to count');
  expect(tries).toBe(1);
  expect(await jobs.ask('x', work, patience)).toBe('counted');
});

test('work that others crowded out before it began never begins', async () => {
  const jobs = createBackgroundJobs<string>(2);
  const begun: string[] = [];
  const work = (name: string) => async (): Promise<string> => {
    begun.push(name);
    await after(20);
    return name;
  };
  const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map((name) => jobs.start(name, work(name)));
  await expect(second?.result).rejects.toThrow('Too much');
  expect(await Promise.all([third?.result, fourth?.result])).toEqual(['c', 'd']);
  expect(begun).not.toContain('b');
  await expect(first?.result).rejects.toThrow('Too much');
});

test('a result that is at hand is kept, and never takes the place of work that has begun', async () => {
  const jobs = createBackgroundJobs<string>(2);
  expect(jobs.has('x')).toBe(false);
  jobs.put('x', 'stored');
  expect(jobs.has('x')).toBe(true);
  expect(await jobs.ask('x', () => Promise.resolve('worked out'), patience)).toBe('stored');
  const begun = jobs.start('y', () => Promise.resolve('worked out'));
  jobs.put('y', 'stored');
  expect(await begun.result).toBe('worked out');
  expect(await jobs.start('y', () => Promise.resolve('again')).result).toBe('worked out');
});
