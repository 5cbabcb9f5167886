import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readerById, recogniseReader, sourceReaders } from '../../server/sources/registry.ts';
import { parseSources } from '../../server/usecases/catalogue.ts';
import { repositoryPath } from '../support/shared.ts';

const sample = { name: 'x.csv', text: 'date,geography,geography code,Age: Total\n2021,A,E01000001,5\n' };

describe('the registry of readers', () => {
  it('recognises a format by its header', () => {
    expect(recogniseReader(sample).id).toBe('nomis-bulk');
  });

  it('has no two readers of one id', () => {
    const ids = sourceReaders.map((reader) => reader.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says what was seen and what can be forced when nothing fits', () => {
    expect(() => recogniseReader({ name: 'odd.csv', text: 'fish,chips\n1,2\n' })).toThrow(
      /odd\.csv is not known\. It begins: fish,chips.*--format: .*nomis-bulk/,
    );
  });

  it('refuses to choose between two that are equally sure', () => {
    const twin = { ...readerById('nomis-bulk'), id: 'twin' };
    expect(() => recogniseReader(sample, [...sourceReaders, twin])).toThrow(/could be nomis-bulk or twin/);
  });

  it('has every reader that data/sources.yaml names', () => {
    const path = repositoryPath('data/sources.yaml');
    const sources = parseSources({ file: path, text: readFileSync(path, 'utf8') });
    const ids = new Set(sourceReaders.map((reader) => reader.id));
    expect(sources.length).toBeGreaterThan(40);
    expect(
      sources.filter(({ reader }) => !ids.has(reader)).map(({ id, reader }) => `${id}: ${reader}`),
    ).toEqual([]);
  });

  it('names the formats there are for an id that is not one', () => {
    expect(() => readerById('nonsense')).toThrow(/There is no format "nonsense".*nomis-bulk/);
  });
});
