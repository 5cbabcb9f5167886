import type { CopyTarget } from './database.ts';

/** Double-quotes a table or column name. */
function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** COPY in the form of the target; in CSV form an unquoted empty field is null. */
export function copyStatement(target: CopyTarget, from: 'stdin' | "'/dev/blob'"): string {
  const columns = target.columns.map(quoteName).join(', ');
  return `copy ${quoteName(target.table)} (${columns}) from ${from} with (format ${target.form ?? 'csv'})`;
}
