import type { Database } from '../../server/database/database.ts';
import { seededCodes, seedScoring } from './seed-scoring.ts';

/** The twelve seeded areas as squares of a kilometre, four to a row; the last has no boundary. */
export async function seedBoard(database: Database): Promise<void> {
  await seedScoring(database);
  for (const [at, code] of seededCodes.slice(0, 11).entries()) {
    const [x, y] = [380_000 + 1000 * (at % 4), 395_000 + 1000 * Math.floor(at / 4)];
    await database.execute(
      `update area set geometry = ST_Multi(ST_MakeEnvelope($2::float8, $3::float8, $2::float8 + 1000, $3::float8 + 1000, 27700))
       where area_type = 'lsoa' and code = $1`,
      [code, x, y],
    );
  }
}
