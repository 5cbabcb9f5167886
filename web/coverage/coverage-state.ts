import {
  planStatuses,
  servedStatuses,
  speedClasses,
  type PlanStatus,
  type ServedStatus,
  type SpeedClass,
} from '../../core/contract/coverage/speed-class.ts';
import { technologyChoices, type TechnologyChoice } from '../../core/contract/coverage/technology.ts';
import { subjectKinds, type ProblemSubject } from '../../core/contract/coverage/coverage-problem.ts';
import { notSpotIdSchema } from '../../core/contract/coverage/not-spots.ts';
import { readSubject } from '../../core/coverage/read-subject.ts';
import { boundedNumber, cameraText, oneOf, parseCamera } from '../state/address-parts.ts';
import type { MapCamera } from '../state/explorer-state.ts';

/** What is drawn further out than single premises. */
export const mapModes = ['points', 'heat', 'share', 'count'] as const;
export type MapMode = (typeof mapModes)[number];

/** All of the map that a link carries. Words and names are those of the filter of premises in lists and downloads. */
export interface CoverageState {
  readonly class: SpeedClass;
  readonly mode: MapMode;
  /** Empty: all. */
  readonly status: readonly ServedStatus[];
  readonly plan: readonly PlanStatus[];
  readonly technology: readonly TechnologyChoice[];
  readonly disagree: boolean;
  readonly camera: MapCamera | null;
  readonly uprn: number | null;
  /** Outlines of not-spots, and marks of upheld reports. */
  readonly spots: boolean;
  readonly upheld: boolean;
  /** The not-spot that is chosen; then no premises is. */
  readonly spot: string | null;
  /** The postcode, the area, or the premises that is not on the map, whose upheld reports are chosen; then nothing else is. */
  readonly about: ProblemSubject | null;
  /** Which release and area the page is about: the server has read them, a change of them is another page. */
  readonly period: string | null;
  readonly within: string | null;
}

function wordsOf<Word extends string>(words: readonly Word[], text: string | null): Word[] {
  const wanted = (text ?? '').split(',');
  return words.filter((word) => wanted.includes(word));
}

/** As an address has it: `postcode-ZZ51AA`, `area-E05000001`; null for anything else. */
function parseSubject(text: string | null): ProblemSubject | null {
  const [word, code = ''] = (text ?? '').split('-');
  const kind = subjectKinds.find((each) => each === word);
  return kind === undefined ? null : readSubject(code, kind);
}

const subjectText = ({ kind, code }: ProblemSubject): string => `${kind}-${code}`;

/** Nothing is chosen: what another choice is put in the place of. */
export const noChoice = { uprn: null, spot: null, about: null } as const;

/** Reads the state from the query of an address; what is unknown or out of range falls back to the default. */
export function parseCoverageState(query: URLSearchParams): CoverageState {
  const uprn = boundedNumber(query.get('uprn'), 1, 999_999_999_999);
  const isPremises = uprn !== null && Number.isInteger(uprn);
  const spot = notSpotIdSchema.safeParse(query.get('spot'));
  return {
    class: oneOf(speedClasses, query.get('class'), 'decent'),
    mode: oneOf(mapModes, query.get('mode'), 'points'),
    status: wordsOf(servedStatuses, query.get('status')),
    plan: wordsOf(planStatuses, query.get('plan')),
    technology: wordsOf(technologyChoices, query.get('technology')),
    disagree: query.get('disagree') === 'yes',
    camera: parseCamera(query.get('map')),
    uprn: isPremises ? uprn : null,
    spots: query.get('spots') !== 'no',
    upheld: query.get('upheld') !== 'no',
    spot: spot.success && !isPremises ? spot.data : null,
    about: spot.success || isPremises ? null : parseSubject(query.get('about')),
    period: query.get('period'),
    within: query.get('within'),
  };
}

/** No premises is left out. */
export const noFilter = { status: [], plan: [], technology: [], disagree: false } as const;

/** Whether some premises are left out. */
export function isFiltered({
  status,
  plan,
  technology,
  disagree,
}: Pick<CoverageState, keyof typeof noFilter>): boolean {
  return status.length > 0 || plan.length > 0 || technology.length > 0 || disagree;
}

/** The query of an address that carries the state, without what is as it is unless said: the inverse. */
export function coverageQueryText(state: CoverageState): string {
  const parts: Record<string, string> = {
    class: state.class === 'decent' ? '' : state.class,
    mode: state.mode === 'points' ? '' : state.mode,
    status: state.status.join(','),
    plan: state.plan.join(','),
    technology: state.technology.join(','),
    disagree: state.disagree ? 'yes' : '',
    uprn: state.uprn === null ? '' : String(state.uprn),
    spots: state.spots ? '' : 'no',
    upheld: state.upheld ? '' : 'no',
    spot: state.spot ?? '',
    about: state.about === null ? '' : subjectText(state.about),
    period: state.period ?? '',
    within: state.within ?? '',
    map: state.camera === null ? '' : cameraText(state.camera),
  };
  const said = Object.entries(parts).filter(([, text]) => text !== '');
  return new URLSearchParams(said).toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
}
