import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../server/database/embedded.ts';
import { migrate } from '../server/database/migrate.ts';
import { schemaText } from '../server/database/schema-text.ts';

/* npm run schema: writes schema.sql from the migrations, by way of an empty embedded database. */

const folder = mkdtempSync(join(tmpdir(), 'atlas-schema-'));
const database = await openEmbedded({ folder, onProgress: console.log });
try {
  await migrate(database);
  const path = join(import.meta.dirname, '..', 'schema.sql');
  writeFileSync(path, await schemaText(database));
  console.log(`Wrote ${path}`);
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
