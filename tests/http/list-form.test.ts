import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryOfForm } from '../../server/pages/lists/list-form.ts';
import { pageNumbers } from '../../server/pages/lists/list-view.ts';

const sent = (text: string): string | undefined => queryOfForm(new URLSearchParams(text))?.toString();

describe('the form of a list', () => {
  it('stands for conditions, with numbers as people type them', () => {
    expect(sent('field=population&is=at-least&value=1,200')).toBe('where=population%3E%3D1200');
    expect(sent('field=name&is=contains&value= Hale ')).toBe('where=name%7EHale');
    expect(sent('field=score&is=is-missing&value=5')).toBe('where=score%3Fmissing');
  });

  it('is refused by name later where it is wrong, not passed over here', () => {
    expect(sent('field=score&is=nonsense&value=5')).toBe('where=scorenonsense5');
    expect(sent('field=score&is=at-least&value=')).toBe('where=score%3E%3D');
  });

  it('keeps nothing of another kind of area when the kind is changed', () => {
    expect(sent('was=lsoa&type=lad&columns=lad&sort=lad&selected=E01000001&within=E08000009')).toBe(
      'type=lad&within=E08000009',
    );
  });

  it('is no form where the address is that of a list', () => {
    expect(sent('type=ward&where=decile<=2&columns=rank,score')).toBeUndefined();
  });

  it('stands for an address that is no form any more', () => {
    const name = fc.constantFrom(
      'was',
      'type',
      'field',
      'is',
      'value',
      'columns',
      'selected',
      'sort',
      'where',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.constantFrom('', 'lsoa', 'score', '2'))), (pairs) => {
        const query = queryOfForm(new URLSearchParams(pairs));
        if (query !== null) expect(queryOfForm(query)).toBeNull();
      }),
    );
  });
});

it('pages are numbered around the current one, first and last always there', () => {
  expect(pageNumbers(1, 3)).toEqual([1, 2, 3]);
  expect(pageNumbers(5, 12)).toEqual([1, null, 4, 5, 6, null, 12]);
  expect(pageNumbers(12, 12)).toEqual([1, null, 11, 12]);
});
