import { expect, it } from 'vitest';
import { chooseCandidate, type Candidate } from '../../../core/compare/choose-candidate.ts';
import type { AreaType } from '../../../core/contract/area.ts';

const candidate = (code: string, name: string, type: AreaType): Candidate => ({
  code,
  name,
  type,
  label: name,
});
const borough = candidate('E08000009', 'Trafford', 'lad');
const ward = candidate('E05000001', 'Trafford', 'ward');
const otherWard = candidate('E05000002', 'Old Trafford', 'ward');
const choose = (text: string, candidates: Candidate[], types: AreaType[] = []): string | null =>
  chooseCandidate({ text, candidates, types })?.code ?? null;

it('takes a code before anything else', () => {
  expect(choose(' e05000002 ', [borough, otherWard])).toBe('E05000002');
});

it('takes the only area of that name, and of several the one of the kind that is compared', () => {
  expect(choose('trafford', [borough, otherWard])).toBe('E08000009');
  expect(choose('Trafford', [borough, ward], ['ward', 'ward'])).toBe('E05000001');
});

it('asks where the name is of several, and no kind or several are compared', () => {
  expect(choose('Trafford', [borough, ward])).toBeNull();
  expect(choose('Trafford', [borough, ward], ['ward', 'lad'])).toBeNull();
  expect(choose('Trafford', [borough, ward], ['lsoa'])).toBeNull();
});

it('takes the only area that was found, and of a postcode the one of the kind that is compared', () => {
  expect(choose('old', [otherWard])).toBe('E05000002');
  const inPostcode = [candidate('E01000001', 'Trafford 001A', 'lsoa'), otherWard, borough];
  expect(choose('M33 2BH', inPostcode, ['ward'])).toBe('E05000002');
  expect(choose('M33 2BH', inPostcode)).toBeNull();
});

it('takes nothing where nothing was found', () => {
  expect(choose('Nowhere', [])).toBeNull();
});
