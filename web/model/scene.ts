import type { Attribution } from '../../core/contract/dataset.ts';
import type { ProfileSummary } from '../../core/contract/profile.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import type { AreaTable } from './area-table.ts';
import type { PatternName } from '../map/pattern.ts';
import type { ProfileBlock } from './profile-block.ts';
import type { AreaIntervals } from './rank-intervals.ts';
import type { Rescorer } from './rescore.ts';
import type { ClassifiedAreas } from './risk-classes.ts';

/** Classes that mean something by themselves, in the place of tenths, natural breaks and their like. */
interface OwnClasses {
  readonly classified: ClassifiedAreas;
  /** Null: those of the palette. */
  readonly colours: readonly string[] | null;
  /** By class; null, or nothing, where a class is plain. */
  readonly patterns: readonly (PatternName | null)[];
  /** What the first and the last class are, in the legend. */
  readonly first: string;
  readonly last: string;
}

/** What the colours stand for, with everything needed to write a value in words. */
export interface MeasureInfo {
  readonly key: string;
  /** "Overall risk score". */
  readonly title: string;
  readonly isHigherRiskier: boolean;
  readonly values: Float64Array;
  readonly format: (value: number) => string;
  /** Unit, period and publisher, in words. */
  readonly note: string;
  /** Why a row has no value, as words that can stand in its place. */
  readonly missing: (row: number) => string;
  /** Whom to credit besides the sources of the index; null for what the index is made of. */
  readonly credit: Attribution | null;
  /** Values are positions in the legend, not amounts. */
  readonly isCategory?: boolean;
  /** Neither high nor low is riskier. */
  readonly isNeutral?: boolean;
  readonly ownClasses?: OwnClasses;
}

/** Everything the views show, computed once per change of state; plain data, no DOM. */
export interface Scene {
  readonly state: ExplorerState;
  readonly profiles: readonly ProfileSummary[];
  readonly profile: ProfileSummary;
  readonly block: ProfileBlock;
  readonly rescorer: Rescorer;
  readonly table: AreaTable;
  readonly measure: MeasureInfo;
  readonly classified: ClassifiedAreas;
  /** Greatest risk first. */
  readonly colours: readonly string[];
  /** By class, over the colour; null, or nothing, where a class is plain. */
  readonly patterns: readonly (PatternName | null)[];
  /** How far ranks can be trusted; null where the state does not ask, or it is not known. */
  readonly intervals: AreaIntervals | null;
  /** Why `intervals` is not known, in words; empty where it is, or nobody asked. */
  readonly intervalsMissing: string;
  /** 1 for rows to be hatched as uncertain; null where none are, whatever their intervals. */
  readonly hatched: Uint8Array | null;
  readonly included: Uint8Array;
  /** What the map paints: a risk class, no data, or filtered out. */
  readonly paintClasses: Int8Array;
  /** Places up (towards greater risk) against the profile's own weights; 0 where nothing was changed. */
  readonly rankChange: Float64Array;
  /** The share (0-1) of the whole score that each indicator carries now. */
  readonly shares: ReadonlyMap<string, number>;
  readonly isReweighted: boolean;
  /** "Overall risk score by LSOA, Trafford" */
  readonly title: string;
  /** The base as the URL holds it, and in words: "all areas that are loaded". */
  readonly baseText: string;
  readonly baseWords: string;
  readonly summary: string;
  readonly attribution: Attribution;
}
