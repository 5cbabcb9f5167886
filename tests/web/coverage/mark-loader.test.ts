import { describe, expect, it } from 'vitest';
import type { Bounds } from '../../../core/contract/area.ts';
import { createMarkLoader } from '../../../web/coverage/mark-loader.ts';

const west: Bounds = { west: -3, south: 53, east: -2.5, north: 53.5 };
const east: Bounds = { ...west, west: -2.5, east: -2 };

/** A loader on a service that answers when it is told to. */
function scene(answer: (key: string, box: Bounds | null) => { isComplete: boolean } | Error) {
  const asked: (readonly [key: string, box: Bounds | null, signal: AbortSignal])[] = [];
  const loaded: unknown[] = [];
  const failed: string[] = [];
  const loader = createMarkLoader<string, { isComplete: boolean; key: string; box: Bounds | null }>({
    read: async (key, box, signal) => {
      asked.push([key, box, signal]);
      await Promise.resolve();
      const found = answer(key, box);
      if (found instanceof Error) throw found;
      return { ...found, key, box };
    },
    onLoaded: (collection) => loaded.push(collection),
    onFailed: (why) => failed.push(why),
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const questions = () => asked.map(([key, box]) => [key, box]);
  return { loader, asked, questions, loaded, failed, settle };
}

describe('the marks of a view', () => {
  it('are asked for once where one answer holds all of them', async () => {
    const { loader, questions, settle } = scene(() => ({ isComplete: true }));
    loader.follow('gigabit', west);
    await settle();
    loader.follow('gigabit', east);
    await settle();
    expect(questions()).toEqual([['gigabit', null]]);
    loader.follow('decent', east);
    await settle();
    expect(questions()).toEqual([
      ['gigabit', null],
      ['decent', null],
    ]);
  });

  it('are those in the view where they are too many, asked for again only when it moves', async () => {
    const { loader, questions, loaded, settle } = scene((_key, box) => ({ isComplete: box !== null }));
    loader.follow('gigabit', west);
    await settle();
    loader.follow('gigabit', { ...west });
    await settle();
    expect(questions()).toEqual([
      ['gigabit', null],
      ['gigabit', west],
    ]);
    loader.follow('gigabit', east);
    await settle();
    expect(questions().slice(2)).toEqual([['gigabit', east]]);
    expect(loaded.at(-1)).toEqual({ isComplete: true, key: 'gigabit', box: east });
  });

  it('are never those of a question that another has followed', async () => {
    const { loader, asked, loaded, settle } = scene(() => ({ isComplete: true }));
    loader.follow('gigabit', west);
    loader.follow('decent', west);
    await settle();
    expect(asked.map(([, , signal]) => signal.aborted)).toEqual([true, false]);
    expect(loaded).toEqual([{ isComplete: true, key: 'decent', box: null }]);
  });

  it('that cannot be had are not asked for again and again, and it is said why', async () => {
    const { loader, questions, failed, settle } = scene((key) =>
      key === 'gigabit' ? new Error('The service is closed.') : { isComplete: true },
    );
    loader.follow('gigabit', west);
    await settle();
    loader.follow('gigabit', east);
    await settle();
    expect(failed).toEqual(['The service is closed.']);
    expect(questions()).toHaveLength(1);
  });
});
