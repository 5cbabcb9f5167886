import type { MessageKey } from '../../../core/language/catalogue.ts';

export interface CoverageSection {
  /** In English. */
  readonly address: string;
  readonly text: MessageKey;
}

/** Where the first page of coverage leads. Every page about coverage adds its own line. */
export const coverageSections: readonly CoverageSection[] = [
  { address: '/coverage/premises', text: 'coverage.sectionPremises' },
  { address: '/coverage/polygon', text: 'coverage.sectionPolygon' },
  { address: '/areas?type=ward', text: 'coverage.sectionAreas' },
];
