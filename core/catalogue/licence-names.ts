/** Licences by address, as the Open Definition names them: what programs look for in a data package. */
const openDefinitionNames: Readonly<Record<string, string>> = {
  'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/': 'OGL-UK-3.0',
};

/** The Open Definition's name of a licence by its address; null for those that it does not list. */
export function openDefinitionName(licenceUrl: string | null): string | null {
  return licenceUrl === null ? null : (openDefinitionNames[licenceUrl] ?? null);
}
