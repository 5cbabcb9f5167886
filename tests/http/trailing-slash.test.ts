import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutTrailingSlash } from '../../server/http/trailing-slash.ts';

describe('an address without the slash at its end', () => {
  it.each([
    ['/cy/', '/cy'],
    ['/areas/E05000123//?base=lad&next=//evil/', '/areas/E05000123?base=lad&next=//evil/'],
    ['/a%20b/%09/?', '/a%20b/%09?'],
    ['/', null],
    ['/?x=/', null],
    ['/cy', null],
    ['/cy?x=/', null],
    ['//', null],
    ['//evil.example/', null],
    ['///evil.example/', null],
    ['/\\evil.example/', null],
    ['/\t/evil.example/', null],
    ['/cy//evil.example/', null],
    ['https://evil.example/', null],
  ])('of %j is %j', (asked, address) => {
    expect(withoutTrailingSlash(asked)).toBe(address);
  });

  it('is never that of another host, and ends in no slash', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      'evil.example',
      '.',
      '..',
      '@',
      ':',
      '\t',
      '%2F',
      '%09',
      'cy',
      '?',
      '#',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const address = withoutTrailingSlash(`/${parts.join('')}/`);
        fc.pre(address !== null);
        const url = new URL(address, 'https://atlas.example/areas');
        expect(url.origin).toBe('https://atlas.example');
        expect(address.split('?')[0]).not.toMatch(/\/$/);
      }),
      { numRuns: 2000 },
    );
  });
});
