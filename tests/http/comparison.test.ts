import { expect, it } from 'vitest';
import { profileComparisonSchema } from '../../core/contract/profile-comparison.ts';
import { buildProfile } from '../support/build-profile.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

/** By age alone: areas 1 to 7 fall, 8 to 11 rise again. */
const byAge = buildProfile({
  id: 'by-age',
  title: 'Age alone',
  components: [{ id: 'people', title: 'People', children: [{ indicator: 'aged-75-plus' }] }],
});
/** By slow lines alone: area 7 has the second fewest, area 5 has no figure. */
const bySpeed = buildProfile({
  id: 'by-speed',
  title: 'Slow lines alone',
  base: { kind: 'within', type: 'lad' },
  components: [{ id: 'lines', title: 'Lines', children: [{ indicator: 'slow' }] }],
});

describeDatabases('two profiles side by side', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile, byAge, bySpeed] });

  it('finds no move between a profile and itself', async () => {
    const same = await app().getAs(profileComparisonSchema, '/api/v1/profiles/by-age/against/by-age');
    expect(same).toMatchObject({
      areaCount: 11,
      changedCount: 0,
      spearman: 1,
      worstTenthKept: 1,
      sameBase: true,
    });
  });

  it('says who moves, how far and because of which indicator', async () => {
    const compared = await app().getAs(
      profileComparisonSchema,
      '/api/v1/profiles/by-age/against/seeded?limit=3',
    );
    expect(compared.moves).toHaveLength(3);
    for (const move of compared.moves) {
      expect(move.places).toBe(move.before - move.after);
      expect(Math.sign(move.reason?.points ?? 0)).toBe(Math.sign(move.places));
    }
    const sizes = compared.moves.map(({ places }) => Math.abs(places));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('warns of another base and keeps areas apart that only one can score', async () => {
    const compared = await app().getAs(profileComparisonSchema, '/api/v1/profiles/by-age/against/by-speed');
    expect(compared).toMatchObject({ sameBase: false, areaCount: 10, onlyBefore: 1, onlyAfter: 0 });
    expect(compared.moves.map(({ code }) => code)).not.toContain(seededCodes[4]);
    const page = await app().get('/methods/by-age/against/by-speed');
    expect(page.body).toContain('The two compare areas with different others.');
    expect(page.body).toContain('A score in the first only: 1;');
  });

  it('says which profile is not there', async () => {
    await app().getProblem('/api/v1/profiles/by-age/against/none', 404);
    await app().getProblem('/api/v1/profiles/by-age/against/seeded?limit=0', 400);
  });
});
