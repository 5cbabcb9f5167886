import type { Database } from '../../server/database/database.ts';

/** How many rows every table has. */
export async function countAll(database: Database): Promise<Record<string, number>> {
  const tables = await database.query<{ name: string }>(
    `select quote_ident(c.relname) as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const rows = await database.query<{ count: number }>(`select count(*) as count from ${name}`);
    counts[name] = rows[0]?.count ?? -1;
  }
  return counts;
}
