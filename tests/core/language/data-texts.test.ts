import { beforeAll, describe, expect, it } from 'vitest';
import { missingReasons } from '../../../core/contract/indicator.ts';
import { formatFigure } from '../../../core/format-figure.ts';
import { catalogue } from '../../../core/language/catalogue.ts';
import {
  componentTitle,
  indicatorPhrase,
  indicatorTitle,
  missingWords,
  profileLimits,
  profileSummary,
  profileTitle,
} from '../../../core/language/data-texts.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { listInWords } from '../../../core/list-in-words.ts';
import { shareInWords } from '../../../core/share-in-words.ts';
import { loadCatalogue, type Catalogue } from '../../../server/usecases/catalogue.ts';
import { repositoryPath } from '../../support/shared.ts';

const english = createTranslator('en');
const welsh = createTranslator('cy');
let data: Catalogue;

beforeAll(async () => {
  data = await loadCatalogue(repositoryPath('data'));
});

describe('the texts of the data', () => {
  it('has a Welsh title and phrase for every indicator of the catalogue, and for no other', () => {
    const wanted = data.indicators.flatMap(({ id }) => [`${id}.title`, `${id}.phrase`]);
    expect(Object.keys(catalogue.cy['indicator'] ?? {}).sort()).toEqual(wanted.sort());
  });

  it('has in Welsh all that a profile says of itself, and no more', () => {
    const wanted = data.profiles.flatMap(({ id, limits, components }) => [
      `${id}.title`,
      `${id}.summary`,
      ...limits.map((_, place) => `${id}.limit.${place}`),
      ...components.map((component) => `${id}.component.${component.id}`),
    ]);
    expect(Object.keys(catalogue.cy['profile'] ?? {}).sort()).toEqual(wanted.sort());
  });

  it('has a reason in words for every kind of missing figure', () => {
    for (const reason of missingReasons) {
      expect(missingWords(english, reason)).toMatch(/^no data: [a-z]/);
      expect(missingWords(welsh, reason)).toMatch(/^dim data: [a-z]/);
    }
    expect(missingWords(welsh, null)).toBe('dim data');
  });

  it('gives the Welsh where there is one, and else what the file says', () => {
    expect(indicatorTitle(welsh, 'disabled', 'Disabled people')).toBe('Pobl anabl');
    expect(indicatorTitle(english, 'disabled', 'Disabled people')).toBe('Disabled people');
    expect(indicatorPhrase(welsh, 'our-own', 'homes of ours')).toBe('homes of ours');
    expect(profileTitle(welsh, 'atlas', 'Risk of digital exclusion')).toBe('Risg o allgáu digidol');
    expect(profileSummary(english, 'atlas', 'What it is.')).toBe('What it is.');
    expect(profileLimits(welsh, 'atlas', ['One.'])[0]).toMatch(/^Mae’n disgrifio ardaloedd/);
    expect(componentTitle(welsh, 'deri-1.6', 'broadband', 'Broadband')).toBe('Band eang');
  });
});

describe('figures, shares and lists', () => {
  it('are written by the language', () => {
    expect(formatFigure(0.229, { unit: 'share', decimals: 3 }, 'cy')).toBe('22.9%');
    expect(formatFigure(1234.5, { unit: 'metres', decimals: 0 }, 'cy')).toBe('1,235 metr');
    expect(formatFigure(-12, { unit: 'pounds', decimals: 0 }, 'cy')).toBe('-£12');
    expect(formatFigure(3.25, { unit: 'rate-per-1000', decimals: 1 }, 'cy')).toBe('3.3 fesul 1,000');
    expect(shareInWords(0.999, 'cy')).toBe('mwy na 99%');
    expect(listInWords(['Caerdydd', 'Wrecsam', 'Conwy'], 'cy')).toBe('Caerdydd, Wrecsam, Conwy');
  });
});
