/** Rows as a table of text, columns as wide as their widest cell; numbers to the right. */
export function textTable(rows: readonly object[]): string {
  const [first] = rows;
  if (first === undefined) return '(none)\n';
  const names = Object.keys(first);
  const cells = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row));
    return names.map((name) => cellText(values.get(name)));
  });
  const widths = names.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]?.text.length ?? 0)),
  );
  const line = (row: readonly Cell[]) =>
    row
      .map(({ text, isNumber }, column) => {
        const width = widths[column] ?? 0;
        return isNumber ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const header = names.map((text, column) => ({ text, isNumber: cells[0]?.[column]?.isNumber ?? false }));
  return [line(header), ...cells.map(line)].join('\n') + '\n';
}

interface Cell {
  readonly text: string;
  readonly isNumber: boolean;
}

function cellText(value: unknown): Cell {
  if (value === null || value === undefined) return { text: '-', isNumber: false };
  if (typeof value === 'number') {
    return { text: Number.isInteger(value) ? String(value) : value.toFixed(3), isNumber: true };
  }
  if (typeof value === 'string') return { text: value, isNumber: false };
  return { text: JSON.stringify(value), isNumber: false };
}

/** Figures by name, one a line, the names as wide as the widest; `-` for what is missing. */
export function namedLines(figures: Readonly<Record<string, string | number | null>>): string {
  return pairLines(Object.entries(figures).map(([name, value]) => [name, String(value ?? '-')]))
    .map((line) => `${line}\n`)
    .join('');
}

/** The columns of an output and what they hold, for a help text: indented by two, no line end behind the last. */
export function columnLines(columns: readonly { readonly name: string; readonly meaning: string }[]): string {
  return pairLines(columns.map(({ name, meaning }) => [name, meaning]))
    .map((line) => `  ${line}`)
    .join('\n');
}

function pairLines(pairs: readonly (readonly [name: string, text: string])[]): string[] {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, text]) => `${name.padEnd(width)}  ${text}`);
}
