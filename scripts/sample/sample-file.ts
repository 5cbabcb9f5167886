/** One file of the sample: its path below data/sample and its text, to be gzipped where it is big. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** A field of a CSV file, quoted where it must be. */
export const csvField = (value: string | number): string => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

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
