/** What stands in front of every machine-readable description of data that are invented. */
export const madeUpNotice = 'MADE-UP DATA: the places and figures do not exist.';

/** A description, with the notice in front of it where the data are made up. */
export function withNotice(description: string, madeUp: boolean): string {
  return madeUp ? `${madeUpNotice} ${description}` : description;
}
