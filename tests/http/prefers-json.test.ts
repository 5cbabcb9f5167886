import { expect, it } from 'vitest';
import { prefersJson } from '../../server/pages/page.ts';

// RFC 9110, 12.4.2 and 12.5.1: the weight decides, q=0 is "not acceptable", no weight is 1.
it.each([
  [undefined, false],
  ['', false],
  ['*/*', false],
  ['application/json', true],
  ['application/ld+json, */*;q=0.1', true],
  ['application/json, text/html', true],
  ['text/html, application/json', false],
  ['application/json;q=0', false],
  ['application/json; q=0, text/html', false],
  ['application/json;q=0.1, text/html', false],
  ['text/html;q=0.1, application/json;q=0.9', true],
  ['text/html;level=1;q=0.4, Application/JSON;Q=0.5', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
])('%s asks for data: %s', (accept, isData) => {
  expect(prefersJson(accept)).toBe(isData);
});
