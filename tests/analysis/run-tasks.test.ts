import { expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { runTasks } from '../../server/analysis/run-tasks.ts';

interface Task {
  readonly at: number;
  readonly fault?: string;
}

async function squares(threads: number, tasks: readonly Task[], signal?: AbortSignal): Promise<number[]> {
  const values = new Float64Array(new SharedArrayBuffer(8 * 20)).map((_, at) => at);
  const results: number[] = [];
  await runTasks<{ values: Float64Array }, Task, Float64Array>({
    module: new URL('./squares-task.ts', import.meta.url),
    setup: { values },
    tasks,
    threads,
    signal,
    onResult: (result, index) => {
      results[index] = result[0] ?? NaN;
    },
  });
  return results;
}

const twenty = Array.from({ length: 20 }, (_, at) => ({ at }));

test.each([0, 1, 2, 3])('%i threads give the same answers', async (threads) => {
  expect(await squares(threads, twenty)).toEqual(twenty.map(({ at }) => at * at));
});

test.each([0, 2])(
  'a mistake of the caller keeps its code and details through %i threads',
  async (threads) => {
    const failing = squares(threads, [{ at: 1 }, { at: 2, fault: 'caller' }, ...twenty]);
    await expect(failing).rejects.toThrow(AppError);
    await expect(failing).rejects.toMatchObject({ code: 'not-computable', details: { at: 2 } });
  },
);

test('a bug in a thread, or a thread that ends, rejects with what happened', async () => {
  await expect(squares(2, [{ at: 1, fault: 'bug' }])).rejects.toThrow('a bug');
  await expect(squares(2, [{ at: 1, fault: 'exit' }])).rejects.toThrow(/exit code 3|ended by itself/);
});

test('cancelling ends threads that would never end', async () => {
  const controller = new AbortController();
  const running = squares(2, [{ at: 1, fault: 'hang' }], controller.signal);
  setTimeout(() => {
    controller.abort(new AppError('conflict', 'Stopped.'));
  }, 300);
  await expect(running).rejects.toThrow('Stopped.');
  await expect(squares(0, twenty, controller.signal)).rejects.toThrow('Stopped.');
});

test('no tasks, no threads', async () => {
  expect(await squares(2, [])).toEqual([]);
});
