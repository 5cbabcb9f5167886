import type { Readable } from 'node:stream';
import type { AreaSet, AreaType, MembershipMethod } from '../../core/contract/area.ts';
import type { CoverageFigure, CoverageMeasure } from '../../core/contract/coverage-measure.ts';
import type { MissingReason } from '../../core/contract/indicator.ts';
import type { PolygonRings } from '../../core/geography/well-known-binary.ts';

/**
 * One reader per publisher format. A reader recognises its files by header and name, and turns their bytes into typed
 * rows and notes; it knows no SQL. Rows come in batches so that a national file never stands in memory.
 */
export interface SourceReader<Row extends SourceRow = SourceRow> {
  /** Kebab-case, used on the command line: `atlas import FILE --format ofcom-fixed-coverage`. */
  readonly id: string;
  readonly title: string;
  readonly rowKind: Row['kind'];
  /** How sure the reader is that this is its file: 0 not mine, 1 certain. */
  recognise(file: FileSample): number;
  open(file: SourceFile, context: ReadContext): Promise<OpenedSource<Row>>;
}

/** The beginning of a file, decoded and (from .gz or a zip member) unpacked: enough to recognise it. */
export interface FileSample {
  /** The member's own name inside a zip, else the file's. */
  readonly name: string;
  /** The first 64 KiB as text, without byte-order mark. */
  readonly text: string;
}

export interface SourceFile extends FileSample {
  /** `Boundaries.zip/LSOA.geojson`: what people are shown in errors. */
  readonly path: string;
  readonly byteLength: number | null;
  readonly encoding: 'utf-8' | 'windows-1252' | 'utf-16le';
  /** The whole content, unpacked; can be opened more than once. */
  stream(): Promise<Readable>;
}

export interface ReadContext {
  /** Options of the import: forced vintage, period, a YAML column mapping ... */
  readonly options: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  note(note: SourceNote): void;
  reject(rejection: Rejection): void;
}

/** A remark that goes with a successful import: encoding guessed, rings repaired, columns renamed ... */
export interface SourceNote {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly count?: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One row that was not taken, and why. Line is 1-based in the unpacked file. */
export interface Rejection {
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

export interface SourceFacts {
  /** Id of the dataset in data/sources.yaml. */
  readonly datasetId: string;
  /** Which areas the rows are about, where they are about areas. */
  readonly areas: AreaSet | null;
  /** '2021', '2025-07', '2018/19' ... as the file says; null where it does not. */
  readonly period: string | null;
  /** Tells apart files of one dataset that stand side by side: 'CR' of postcode area CR, 'residential'. */
  readonly part: string;
  /** What the codes of a values file are: areas (where nothing is said), or postcodes without space. */
  readonly keyedBy?: 'area' | 'postcode';
}

/** A numeric column of a values file, under the name the file gives it. */
export interface SourceColumn {
  readonly name: string;
  readonly kind: 'count' | 'percent' | 'share' | 'rate' | 'score' | 'rank' | 'decile' | 'pounds' | 'speed';
  /** Name of the column that holds the whole this is a part of, where the file has one. */
  readonly total: string | null;
}

export interface OpenedSource<Row extends SourceRow = SourceRow> {
  readonly facts: SourceFacts;
  /** The numeric columns, for rows of kind 'values'; else empty. */
  readonly columns: readonly SourceColumn[];
  readonly batches: AsyncIterable<readonly Row[]>;
}

export type SourceRow =
  | AreaRow
  | AreaDetailRow
  | MembershipRow
  | CodeChangeRow
  | ValuesRow
  | PostcodeRow
  | PremisesRow
  | PremisesPlanRow
  | PremisesDirectoryRow
  | CoverageRow
  | MobileCoverageRow
  | SupportPlaceRow;

/** EPSG:27700 eastings and northings in metres. */
export interface GridPoint {
  readonly easting: number;
  readonly northing: number;
}

export interface AreaRow {
  readonly kind: 'area';
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly nameWelsh: string | null;
  /** In EPSG:27700, valid; each polygon its outer ring and its holes as x, y, x, y ... */
  readonly geometry: readonly PolygonRings[] | null;
  readonly populationPoint: GridPoint | null;
  /** Parents that the file's own properties name (LADCD and so on). */
  readonly parents: readonly {
    readonly areas: AreaSet;
    readonly code: string;
    readonly name: string | null;
  }[];
}

/** Something more about an area that another file has brought; null where this file does not say it. */
export interface AreaDetailRow {
  readonly kind: 'area-detail';
  readonly line: number;
  readonly code: string;
  /** The middle of the people who live there. */
  readonly populationPoint: GridPoint | null;
  /** What the place is called by those who live there. */
  readonly placeName: string | null;
}

export interface MembershipRow {
  readonly kind: 'membership';
  readonly line: number;
  readonly child: AreaSet;
  readonly childCode: string;
  readonly childName: string | null;
  readonly parent: AreaSet;
  readonly parentCode: string;
  readonly parentName: string | null;
  readonly method: MembershipMethod;
}

export interface CodeChangeRow {
  readonly kind: 'code-change';
  readonly line: number;
  readonly areaType: AreaType;
  readonly fromVintage: number;
  readonly fromCode: string;
  readonly toVintage: number;
  readonly toCode: string;
  readonly change: 'U' | 'S' | 'M' | 'X' | 'R';
  readonly toName: string | null;
}

export interface ValuesRow {
  readonly kind: 'values';
  readonly line: number;
  readonly code: string;
  readonly name: string | null;
  /** In the order of OpenedSource.columns. */
  readonly values: readonly (number | null)[];
  /** Why a value is missing, by column position; `not-in-source` where nothing is said. */
  readonly reasons: ReadonlyMap<number, MissingReason> | null;
}

/** Mobile coverage of an authority: values like those of any table, for a table of their own. */
export interface MobileCoverageRow extends Omit<ValuesRow, 'kind'> {
  readonly kind: 'mobile-coverage';
}

export interface PostcodeRow {
  readonly kind: 'postcode';
  readonly line: number;
  readonly postcode: string;
  readonly display: string;
  readonly point: GridPoint | null;
  readonly oaCode: string | null;
  readonly lsoaCode: string | null;
  readonly msoaCode: string | null;
  readonly wardCode: string | null;
  readonly ladCode: string | null;
  readonly wardName: string | null;
  readonly introduced: string | null;
  readonly terminated: string | null;
  readonly positionalQuality: number | null;
}

export interface PremisesRow {
  readonly kind: 'premises';
  readonly line: number;
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
}

export interface PremisesPlanRow {
  readonly kind: 'premises-plan';
  readonly line: number;
  readonly uprn: number;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly ladCode: string | null;
  readonly isRecognised: boolean | null;
  readonly lotId: string | null;
  readonly lotName: string | null;
  readonly subsidyStatus: string | null;
  readonly currentGigabit: boolean | null;
  readonly futureGigabit: boolean | null;
  readonly plan: Readonly<Record<string, string | boolean | null>>;
}

/** What a directory says of a property: its postcode, and the codes of the areas it lies in. */
export interface PremisesDirectoryRow {
  readonly kind: 'premises-directory';
  readonly line: number;
  readonly uprn: number;
  readonly postcode: string | null;
  /**
   * Kind and vintage of the codes that the file has (oa, lsoa, msoa, ward, lad), smallest kind first, of one kind the newest
   * first. The same list in every row of a file.
   */
  readonly areas: readonly AreaSet[];
  /** In the order of `areas`; null where the file gives none ("E99999999"). */
  readonly codes: readonly (string | null)[];
}

export interface CoverageRow {
  readonly kind: 'coverage';
  readonly line: number;
  readonly level: 'postcode' | 'oa' | 'lad';
  readonly code: string;
  readonly name: string | null;
  readonly isResidential: boolean;
  readonly premises: number | null;
  readonly matchedPremises: number | null;
  readonly measures: Readonly<Partial<Record<CoverageMeasure, CoverageFigure>>>;
  /** Exclusive speed bands: '0-2', '2-5', '5-10', '10-30', '30-300', '300+'. */
  readonly bands: Readonly<Record<string, CoverageFigure>>;
}

export interface SupportPlaceRow {
  readonly kind: 'support-place';
  readonly line: number;
  readonly placeKind: string;
  readonly name: string;
  readonly address: string | null;
  readonly postcode: string | null;
  readonly uprn: number | null;
  readonly point: GridPoint | null;
  readonly ladCode: string | null;
  readonly website: string | null;
  readonly email: string | null;
  readonly openingHours: Readonly<Record<string, string>>;
  readonly yearOpened: number | null;
  readonly yearClosed: number | null;
  readonly isStatutory: boolean | null;
}
