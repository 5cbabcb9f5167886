import type { MessageKey } from '../../../core/language/catalogue.ts';

export interface CoverageSection {
  /** In English. */
  readonly address: string;
  readonly text: MessageKey;
}

/** Where the first page of coverage leads. */
export const coverageSections: readonly CoverageSection[] = [
  { address: '/coverage/map', text: 'coverage.sectionMap' },
  { address: '/coverage/not-spots', text: 'coverage.sectionNotSpots' },
  { address: '/coverage/risk', text: 'coverage.sectionRisk' },
  { address: '/coverage/premises', text: 'coverage.sectionPremises' },
  { address: '/coverage/polygon', text: 'coverage.sectionPolygon' },
  { address: '/areas?type=ward', text: 'coverage.sectionAreas' },
  { address: '/coverage/change', text: 'coverage.sectionChange' },
  { address: '/coverage/mobile', text: 'coverage.sectionMobile' },
  { address: '/coverage/problems', text: 'coverage.sectionProblems' },
  { address: '/channel-shift', text: 'coverage.sectionChannelShift' },
];
