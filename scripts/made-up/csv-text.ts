/** A field of a CSV file, quoted where it must be. */
export const csvField = (value: string | number): string => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as the text of a CSV file: its mark at the beginning, its line ends and its quotes as the publisher has them. */
export const csvText = (
  rows: readonly (readonly (string | number)[])[],
  style: { readonly bom?: boolean; readonly crlf?: boolean; readonly quoteText?: boolean } = {},
): string => {
  const lineEnd = style.crlf === true ? '\r\n' : '\n';
  const field = (value: string | number): string =>
    style.quoteText === true && typeof value === 'string' ? `"${value}"` : csvField(value);
  return (
    (style.bom === true ? '\ufeff' : '') + rows.map((row) => row.map(field).join(',') + lineEnd).join('')
  );
};
