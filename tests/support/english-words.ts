import { expect } from 'vitest';

/** What the explorer says is tested in English, as it is on a page in English. */
if (expect.getState().testPath?.includes('/tests/web/') === true) {
  const [{ createTranslator }, { speak }] = await Promise.all([
    import('../../core/language/translator.ts'),
    import('../../web/language/words.ts'),
  ]);
  speak(createTranslator('en'));
}
