import { expect, it } from 'vitest';
import { listingSchema } from '../../core/contract/listing.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededProfile, seedScoring } from '../support/seed-scoring.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describeDatabases('lists of areas', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile] });

  it('x', async () => {
    const page = await app().get('/areas?type=lsoa&where=decile<=5&selected=X01000001,X01000003', asPage);
    console.log(page.body.slice(0, 200000));
    const list = await app().getAs(listingSchema, '/areas.json?columns=all');
    console.log(JSON.stringify(list, null, 1).slice(0, 9000));
    expect(page.statusCode).toBe(200);
  });
});
