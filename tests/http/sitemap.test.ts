import { expect, it } from 'vitest';
import { countSitemapFiles, sitemapFile, sitemapIndex } from '../../server/pages/sitemap.ts';

const paths = Array.from({ length: 60_001 }, (_, at) => `/areas/X${at}`);
const textOf = (file: number): string => [...sitemapFile('https://atlas.example', paths, file)].join('');

it('splits what is more than a file may hold, and loses nothing', () => {
  // 60,001 pages in two languages: 25,000 pages a file.
  expect(countSitemapFiles(paths.length)).toBe(3);
  const places = [1, 2, 3].flatMap((file) =>
    [...textOf(file).matchAll(/<loc>(.*?)<\/loc>/g)].map((match) => match[1] ?? ''),
  );
  expect(new Set(places).size).toBe(120_002);
  expect([...textOf(1).matchAll(/<loc>/g)]).toHaveLength(50_000);
  expect(countSitemapFiles(25_000)).toBe(1);
});

it('names the files in an index', () => {
  const index = sitemapIndex('https://atlas.example', 3);
  expect([...index.matchAll(/<loc>(.*?)<\/loc>/g)].map((match) => match[1])).toEqual([
    'https://atlas.example/sitemap/1',
    'https://atlas.example/sitemap/2',
    'https://atlas.example/sitemap/3',
  ]);
});

it('names each page in each language, and writes XML', () => {
  const text = [...sitemapFile('https://atlas.example', ['/areas?type=ward&within=E1'])].join('');
  expect(text).toContain('<loc>https://atlas.example/areas?type=ward&amp;within=E1</loc>');
  expect(text).toContain(
    '<xhtml:link rel="alternate" hreflang="cy-GB" href="https://atlas.example/cy/areas?type=ward&amp;within=E1"/>',
  );
  expect(text.endsWith('</urlset>\n')).toBe(true);
});
