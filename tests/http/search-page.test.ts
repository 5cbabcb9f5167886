import { expect, it } from 'vitest';
import { searchPageSchema, type SearchPage } from '../../core/contract/search-page.ts';
import { describeDatabases } from '../support/databases.ts';
import { createSmallPlace } from '../support/small-place.ts';
import { useTestApp } from '../support/app.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describeDatabases('the search page', (database) => {
  const app = useTestApp(database, createSmallPlace);
  const address = (q: string, ending = ''): string => `/search${ending}?q=${encodeURIComponent(q)}`;
  const find = (q: string): Promise<SearchPage> => app().getAs(searchPageSchema, address(q, '.json'));
  const show = async (q: string): Promise<string> => (await app().get(address(q), asPage)).body;

  it('asks before it was asked, and says so where nothing was typed', async () => {
    const opened = await app().get('/search', asPage);
    expect(opened.statusCode).toBe(200);
    expect(opened.body).not.toContain('There is a problem');
    const empty = await app().get('/search?q=%20', asPage);
    expect(empty.body).toContain('<title>Error: Find an area');
    expect(empty.body).toContain('<a href="#atlas-find">Enter a place, ward or postcode</a>');
    expect(empty.body).toContain('aria-describedby="atlas-find-hint atlas-find-error"');
    expect((await app().get('/cy/search?q=', asPage)).body).toContain('Rhowch le, ward neu god post');
  });

  it('leads from a postcode to its areas, and to nothing smaller', async () => {
    const found = await find('zz1 1aa');
    expect(found.postcode).toEqual({
      postcode: 'ZZ1 1AA',
      terminated: null,
      areas: [
        { type: 'lsoa', code: 'Z01000001', name: 'Seaborough 001A' },
        { type: 'ward', code: 'Z05000001', name: 'Harbour' },
        { type: 'lad', code: 'Z08000001', name: '=Seaborough' },
      ],
    });
    expect(found.postcodes).toEqual([]);
    expect(found.attribution.lines).toEqual(['Made up by a test.']);
    const page = await show('ZZ11AA');
    expect(page).toContain('The areas that ZZ1 1AA is in');
    expect(page).toContain('<a class="govuk-link" href="/areas/Z05000001">Harbour</a>');
    expect(page).toContain('They say nothing about a single home');
    expect((await app().get('/cy/search?q=zz11aa', asPage)).body).toContain('href="/cy/areas/Z05000001"');
  });

  it('says since when a postcode is no longer in use, and that it is in no area', async () => {
    expect((await find('ZZ1 1AB')).postcode).toEqual({
      postcode: 'ZZ1 1AB',
      terminated: '2019-01',
      areas: [],
    });
    const page = await show('ZZ1 1AB');
    expect(page).toContain('has not used this postcode since January 2019');
    expect(page).toContain('does not say which area this one is in');
    expect((await app().get('/cy/search?q=zz11ab', asPage)).body).toContain('Ionawr 2019');
  });

  it('leads on by the list that names the neighbourhood, where a later list of positions has older codes', async () => {
    const before = (await find('zz1 1aa')).postcode;
    const { release_id: positions } = (
      await database().query<{ release_id: number }>(
        `insert into dataset_release (dataset_id, reader, period, file_name, file_sha256, file_bytes, imported_by)
         select dataset_id, reader, '2014', 'positions.csv', repeat('9', 64), 1, 'test'
         from dataset_release order by release_id limit 1
         returning release_id::integer`,
      )
    )[0] ?? { release_id: 0 };
    await database().execute(
      `insert into postcode (release_id, postcode, display, ward_code)
       values ($1, 'ZZ11AA', 'ZZ1 1AA', 'E05999998')`,
      [positions],
    );
    expect((await find('zz1 1aa')).postcode).toEqual(before);
    expect((await find('zz1')).postcodes.map(({ postcode }) => postcode)).toEqual(['ZZ1 1AA', 'ZZ1 1AB']);
  });

  it('does not link to an area that a postcode names and that is not loaded', async () => {
    await database().execute(
      `insert into postcode (release_id, postcode, display, ward_code) values (1, 'ZZ91AA', 'ZZ9 1AA', 'E05999999')`,
    );
    expect((await find('zz9 1aa')).postcode?.areas).toEqual([
      { type: 'ward', code: 'E05999999', name: null },
    ]);
    const page = await show('zz9 1aa');
    expect(page).toContain('E05999999 (not loaded here)');
    expect(page).not.toContain('href="/areas/E05999999"');
  });

  it('knows a whole postcode that it does not have from a name that it does not have', async () => {
    expect(await find('zz1 9zz')).toMatchObject({ isPostcode: true, postcode: null, groups: [] });
    expect(await show('zz1 9zz')).toContain('The postcode ZZ1 9ZZ is not in the list');
    expect(await find('nowhere')).toMatchObject({ isPostcode: false, groups: [], postcodes: [] });
    expect(await show('nowhere')).toContain('Nothing that is loaded here is called “nowhere”');
    expect(await show('nowhere')).toContain('check the spelling');
  });

  it('lists postcodes that begin with the text', async () => {
    expect((await find('zz1')).postcodes).toEqual([
      { postcode: 'ZZ1 1AA', terminated: null },
      { postcode: 'ZZ1 1AB', terminated: '2019-01' },
    ]);
    expect(await show('zz1')).toContain('<a class="govuk-link" href="/search?q=ZZ1+1AA">ZZ1 1AA</a>');
  });

  it('goes on to the one area of that name or code, and to no other', async () => {
    for (const [q, code] of [
      ['harbour', 'Z05000001'],
      [' HARBOUR ', 'Z05000001'],
      ['z01000003', 'Z01000003'],
    ] as const) {
      const response = await app().get(address(q), asPage);
      expect({ q, to: response.headers.location }).toEqual({ q, to: `/areas/${code}` });
      expect(response.statusCode).toBe(303);
    }
    const welsh = await app().get('/cy/search?q=harbour', asPage);
    expect(welsh.headers.location).toBe('/cy/areas/Z05000001');
    expect((await app().get(address('harb'), asPage)).statusCode).toBe(200);
  });

  it('lists several by kind, the largest first, with the authority they are in', async () => {
    const { groups } = await find('seaborough');
    expect(groups.map(({ type, areas }) => [type, areas.length])).toEqual([
      ['lad', 1],
      ['lsoa', 6],
    ]);
    expect(groups[1]?.areas[0]).toEqual({
      code: 'Z01000001',
      name: 'Seaborough 001A',
      placeName: null,
      authority: '=Seaborough',
    });
    const page = await show('seaborough');
    expect(page.indexOf('Local authorities')).toBeGreaterThan(0);
    expect(page.indexOf('Local authorities')).toBeLessThan(page.indexOf('Neighbourhoods (LSOAs)'));
  });

  it('takes what is typed for text', async () => {
    const page = await show('"><script>alert(1)</script>');
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(await show('{{ 7*7 }}')).toContain('{{ 7*7 }}');
    expect((await find('%')).groups.map(({ areas }) => areas.map(({ name }) => name))).toEqual([
      ['Hill % Top'],
    ]);
  });

  it('refuses a text that is too long, and parameters that it does not know', async () => {
    await app().getProblem(address('x'.repeat(201)), 400);
    expect((await app().get(address('x'.repeat(200)), asPage)).statusCode).toBe(200);
    await app().getProblem('/search?query=harbour', 400);
    await app().getProblem('/search?q=a&q=b', 400);
  });

  it('offers the search where a page is not found', async () => {
    const page = await app().get('/no-such-page', asPage);
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('action="/search"');
  });
});
