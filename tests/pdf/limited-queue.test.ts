import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { createLimitedQueue } from '../../server/pdf/limited-queue.ts';

const limits = { atOnce: 2, waitingAtMost: 3, retryAfterSeconds: 7, refusal: 'Too many at once.' };

/** Work that ends when it is told to. */
function createWork() {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const work = (id: number) => () =>
    new Promise<number>((resolve) => {
      begun.push(id);
      ends.set(id, () => {
        resolve(id);
      });
    });
  return { begun, work, end: (id: number) => ends.get(id)?.() };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('runs two at once, the others in the order asked for', async () => {
  const queue = createLimitedQueue(limits);
  const { begun, work, end } = createWork();
  const results = [1, 2, 3, 4].map((id) => queue.run(work(id)));
  await settled();
  expect({ begun, waiting: queue.waiting }).toEqual({ begun: [1, 2], waiting: 2 });
  end(2);
  await settled();
  expect({ begun, waiting: queue.waiting }).toEqual({ begun: [1, 2, 3], waiting: 1 });
  for (const id of [1, 3, 4]) {
    end(id);
    await settled();
  }
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
});

it('sends away who comes to a full line, and says when to ask again', async () => {
  const queue = createLimitedQueue(limits);
  const { work, end } = createWork();
  const taken = [1, 2, 3, 4, 5].map((id) => queue.run(work(id)));
  await expect(queue.run(work(6))).rejects.toMatchObject({
    code: 'source-unavailable',
    details: { retryAfterSeconds: 7 },
  });
  for (const id of [1, 2, 3, 4, 5]) {
    end(id);
    await settled();
  }
  expect(await Promise.all(taken)).toEqual([1, 2, 3, 4, 5]);
});

it('goes on after work that failed', async () => {
  const queue = createLimitedQueue({ ...limits, atOnce: 1 });
  const failed = queue.run(() => Promise.reject(new Error('no')));
  const after = queue.run(() => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  expect(await after).toBe('yes');
});

it('sends everybody away when it closes, and lets what runs end', async () => {
  const queue = createLimitedQueue({ ...limits, atOnce: 1 });
  const { work, end } = createWork();
  const running = queue.run(work(1));
  const waiting = queue.run(work(2));
  await settled();
  queue.close();
  await expect(waiting).rejects.toThrow(AppError);
  await expect(queue.run(work(3))).rejects.toThrow(/closing/);
  end(1);
  expect(await running).toBe(1);
});

it('never runs more than it may, and loses nobody it took', async () => {
  const each = fc.record({ milliseconds: fc.integer({ min: 0, max: 3 }), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(each, { maxLength: 12 }),
      fc.integer({ min: 1, max: 3 }),
      async (works, atOnce) => {
        const queue = createLimitedQueue({ ...limits, atOnce, waitingAtMost: 4 });
        let running = 0;
        let most = 0;
        const results = await Promise.allSettled(
          works.map(({ milliseconds, fails }) =>
            queue.run(async () => {
              running += 1;
              most = Math.max(most, running);
              await new Promise((resolve) => setTimeout(resolve, milliseconds));
              running -= 1;
              if (fails) throw new Error('work');
            }),
          ),
        );
        const refused = results.filter(
          (result) => result.status === 'rejected' && result.reason instanceof AppError,
        ).length;
        expect(most).toBeLessThanOrEqual(atOnce);
        // All are asked for before the first ends: so many run, so many wait, the rest is sent away.
        expect(refused).toBe(Math.max(0, works.length - atOnce - 4));
        expect({ running, waiting: queue.waiting }).toEqual({ running: 0, waiting: 0 });
      },
    ),
    { numRuns: 40 },
  );
});
