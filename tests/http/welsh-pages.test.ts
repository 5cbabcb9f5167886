import { expect, it } from 'vitest';
import type { z } from 'zod';
import { clusterPageSchema } from '../../core/contract/clusters.ts';
import { mapPageSchema } from '../../core/contract/map-page.ts';
import { methodPageSchema } from '../../core/contract/method-report.ts';
import { profileComparisonSchema } from '../../core/contract/profile-comparison.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededProfile, seedScoring } from '../support/seed-scoring.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const other = { ...seededProfile, id: 'other', title: 'Other index' };

/** Pages with their heading in both languages, a piece of Welsh further down, and what their data keeps to. */
const pages: readonly {
  readonly path: string;
  readonly english: string;
  readonly welsh: string;
  readonly further: string;
  readonly data: z.ZodType;
}[] = [
  {
    path: '/map',
    english: 'Where people are at risk of digital exclusion',
    welsh: 'Ble mae pobl mewn perygl o allgáu digidol',
    further: 'Nifer yr ardaloedd (cymdogaethau (LSOA)): 12.',
    data: mapPageSchema,
  },
  {
    path: '/clusters',
    english: 'Where risk clusters',
    welsh: 'Ble mae risg yn clystyru',
    further: 'Mae rhy ychydig o sgorau nesaf at ei gilydd',
    data: clusterPageSchema,
  },
  {
    path: '/methods/seeded',
    english: 'Seeded index: how it is made',
    welsh: 'Seeded index: sut y caiff ei wneud',
    further: 'Mae gan 11 o 12 o ardaloedd sgôr.',
    data: methodPageSchema,
  },
  {
    path: '/methods/seeded/against/other',
    english: 'From Seeded index to Other index',
    welsh: 'O’r proffil cyntaf i’r ail: Seeded index; Other index',
    further: 'Yr ardaloedd sy’n symud fwyaf',
    data: profileComparisonSchema,
  },
];

describeDatabases('pages in Welsh', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile, other] });

  it.each(pages)('$path stands at /cy too, and each names the other', async ({ path, ...page }) => {
    const english = await app().get(path, asPage);
    const welsh = await app().get(`/cy${path}`, asPage);
    expect(english.body).toContain(`${page.english}</h1>`);
    expect(english.body).toContain(`href="/cy${path}" hreflang="cy-GB"`);
    expect(welsh.body).toContain('<html lang="cy-GB"');
    expect(welsh.body).toContain(`${page.welsh}</h1>`);
    expect(welsh.body).toContain(page.further);
    expect(welsh.body).toContain(`href="${path}" hreflang="en-GB"`);
    expect(welsh.body).toContain('adolygiad gan siaradwr Cymraeg');
    expect(english.body).not.toContain('adolygiad');
  });

  it.each(pages)('$path links on to Welsh pages, but for those that are English only', async ({ path }) => {
    const { body } = await app().get(`/cy${path}`, asPage);
    const links = [...body.matchAll(/<(?:a|form)\b[^>]*(?:href|action)="(\/[^"]*)"[^>]*>/g)];
    const english = links.flatMap(([tag, address = '']) =>
      /^\/(cy(\/|$)|assets\/|api\/)/.test(address) || tag.includes('hreflang="en-GB"') ? [] : [address],
    );
    expect(links.length).toBeGreaterThan(10);
    expect(english).toEqual([]);
  });

  it.each(pages)('$path has its data at the same address', async ({ path, data }) => {
    const twin = await app().getAs(data, `${path}.json`);
    expect(await app().getAs(data, `/cy${path}.json`)).toEqual(twin);
    expect((await app().get(path, { accept: 'application/json' })).json()).toEqual(twin);
  });

  it('keeps what the address of the map says when the language is changed', async () => {
    const { body } = await app().get('/cy/map?areas=ward&area=E05000001', asPage);
    expect(body).toContain('href="/map?areas=ward&amp;area=E05000001" hreflang="en-GB"');
  });

  it('draws the charts of a method in the language of the page', async () => {
    const english = await app().get('/methods/seeded/charts/influence.svg');
    const welsh = await app().get('/cy/methods/seeded/charts/influence.svg');
    expect(english.body).toContain('Weight and real influence');
    expect(welsh.body).toContain('Pwysau a gwir ddylanwad');
    // The names of columns are for programs.
    const csv = await app().get('/cy/methods/seeded/charts/influence.csv');
    expect(csv.body).toMatch(/^part,what,percent\r\n/);
  });

  it('says in the language of the address that something is not there', async () => {
    const welsh = await app().get('/cy/no-such-page', asPage);
    expect(welsh.statusCode).toBe(404);
    expect(welsh.body).toContain('<html lang="cy-GB"');
    expect(welsh.body).toContain('Ni ddaethpwyd o hyd i’r dudalen</h1>');
    expect(welsh.body).toContain('href="/cy/map"');
    const refused = await app().get('/cy/methods/seeded?colour=red', asPage);
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('Nid yw’r cais yn ddilys</h1>');
    expect(refused.body).toContain('Yn Saesneg yn unig y mae’r gwasanaeth yn dweud beth sydd o’i le:</p>');
    expect(refused.body).toMatch(/<p class="govuk-body" lang="en-GB">The request does not fit/);
    expect((await app().get('/cyberspace', asPage)).body).toContain('Page not found</h1>');
  });
});
