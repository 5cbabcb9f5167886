import { bisectRight } from 'd3-array';
import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import type {
  PostcodeRow,
  PremisesDetail,
  PremisesFileQuery,
  PremisesPage,
  PremisesPageQuery,
} from '../../../core/contract/coverage/premises-list.ts';
import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import type { PremisesRow } from '../../../core/contract/coverage/premises.ts';
import type { CoverageSnapshot, SnapshotInput } from '../../../core/contract/coverage/snapshot.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { classShares } from '../../../core/coverage/speed-classes.ts';
import { AppError } from '../../../core/errors.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaReads } from '../../store/area-reads.ts';
import { createEvidenceReads } from '../../store/coverage/evidence-reads.ts';
import { createGapReportReads } from '../../store/coverage/gap-report-reads.ts';
import {
  createPremisesReads,
  type PremisesPageQuery as PremisesPageQuestion,
  type PremisesReads,
} from '../../store/coverage/premises-reads.ts';
import { createSnapshotInputReads } from '../../store/coverage/snapshot-input-reads.ts';
import { createUpheldReads } from '../../store/coverage/upheld-reads.ts';
import { addLocalEvidence, addPostcodeEvidence } from './add-local-evidence.ts';
import { chooseSnapshot, findSnapshot } from './choose-snapshot.ts';
import { toFigureSource } from './figure-source.ts';
import { insideOf, rangesAround } from './premises-around.ts';

/** Rows of a page that people look at. */
export const premisesPageSize = 100;

/** What a file may hold: the largest authority of Great Britain, and not a country. */
export const mostPremisesInFile = 600_000;

/** For each page of postcodes all premises that fit are grouped anew: fewer pages than of premises, some 8 MB each. */
const postcodesAtOnce = 20_000;

/** All that fits a question, a page at a time. */
export interface Selection<Row, Key> {
  readonly snapshot: CoverageSnapshot;
  readonly total: number;
  readonly attribution: Attribution;
  /** Only of what is in a drawn polygon. */
  readonly polygon?: DrawnPolygon;
  readonly keyOf: (row: Row) => Key;
  /** How many rows are read at once, where the usual number is not right. */
  readonly rowsAtOnce?: number;
  /** In the order of keys, what comes after one. */
  readonly read: (after: Key | null, limit: number) => Promise<readonly Row[]>;
}

/** By UPRN. */
export type PremisesSelection = Selection<EvidencedPremises, number>;
/** By postcode; what has none comes first, and its key is empty. */
export type PostcodeSelection = Selection<PostcodeRow, string>;

/** The key of a row of postcodes. */
const postcodeKey = ({ postcode }: Pick<PostcodeRow, 'postcode'>): string => postcode ?? '';

type Filter = Omit<PremisesFileQuery, 'period'>;
type Question = Pick<PremisesPageQuestion, 'snapshotId' | 'filter' | 'onlyCounted' | 'uprns'>;

/** Premises as lists, as files and one by one. What BDUK calls no premises is in no list, as it is in no count. */
export function createPremisesLists(database: Queryable) {
  const reads = createPremisesReads(database);
  const reports = createGapReportReads(database);
  const evidence = createEvidenceReads(database);
  const inputs = createSnapshotInputReads(database);
  const areas = createAreaReads(database);
  const upheld = createUpheldReads(database);

  async function creditOf(snapshot: CoverageSnapshot): Promise<Attribution> {
    const sources = await reports.sources(snapshot.inputs.map(({ releaseId }) => releaseId));
    return joinAttributions(sources.map(({ attribution, madeUp }) => ({ lines: [attribution], madeUp })));
  }

  const questionOf = (snapshot: CoverageSnapshot, filter: Filter) => ({
    ...{ snapshotId: snapshot.snapshotId, filter, onlyCounted: true },
  });

  async function rowsOf(
    snapshot: CoverageSnapshot,
    { by, after, ...filter }: Omit<PremisesPageQuery, 'period'>,
  ) {
    const question = questionOf(snapshot, filter);
    const limit = premisesPageSize + 1;
    if (by === 'postcode') {
      const found = await reads.postcodes({ ...question, after: after ?? null, limit });
      const shown = found.slice(0, premisesPageSize);
      const last = shown.at(-1);
      return {
        total: await reads.countPostcodes(question),
        premises: [],
        postcodes: await addPostcodeEvidence(upheld, shown),
        next: found.length > shown.length && last !== undefined ? postcodeKey(last) : null,
      };
    }
    const found = await reads.page({ ...question, after: readUprn(after), limit });
    const shown = found.slice(0, premisesPageSize);
    const last = shown.at(-1);
    return {
      total: await reads.count(question),
      premises: await addLocalEvidence(upheld, shown),
      postcodes: [],
      next: found.length > shown.length && last !== undefined ? String(last.uprn) : null,
    };
  }

  /** What a selection is of, and what is asked for it. */
  async function open({ period, ...filter }: PremisesFileQuery) {
    const snapshot = await chooseSnapshot(database, period);
    const question = questionOf(snapshot, filter);
    return { question, head: { snapshot, attribution: await creditOf(snapshot) } };
  }

  const ofPremises = (question: Question): Pick<PremisesSelection, 'read' | 'keyOf'> => ({
    keyOf: ({ uprn }) => uprn,
    read: async (after, limit) => addLocalEvidence(upheld, await reads.page({ ...question, after, limit })),
  });

  const ofPostcodes = (question: Question): Pick<PostcodeSelection, 'read' | 'keyOf' | 'rowsAtOnce'> => ({
    keyOf: postcodeKey,
    rowsAtOnce: postcodesAtOnce,
    read: async (after, limit) =>
      addPostcodeEvidence(upheld, await reads.postcodes({ ...question, after, limit })),
  });

  return {
    /** A page to look at; why there is none where nothing is loaded. */
    async page({ period, ...query }: PremisesPageQuery): Promise<PremisesPage> {
      const snapshot = await findSnapshot(database, period);
      if (snapshot === null) {
        return { status: 'missing', reason: period === undefined ? 'no-snapshot' : 'no-such-period' };
      }
      const rows = await rowsOf(snapshot, query);
      return {
        status: 'known',
        period: snapshot.period,
        ...rows,
        attribution: await creditOf(snapshot),
      };
    },

    /**
     * All that fit, to be read page by page.
     *
     * @param most how many there may be; null where it does not matter
     * @throws AppError not-found without a snapshot; too-large where more fit than a file may hold.
     */
    async select(query: PremisesFileQuery, most: number | null): Promise<PremisesSelection> {
      const { head, question } = await open(query);
      const total = most === null ? 0 : atMost(most, await reads.count(question), 'premises');
      return { ...head, ...ofPremises(question), total };
    },

    /**
     * The postcodes of all that fit, to be read page by page.
     *
     * @param most how many there may be; null where it does not matter
     * @throws AppError not-found without a snapshot; too-large where more fit than a file may hold.
     */
    async selectPostcodes(query: PremisesFileQuery, most: number | null): Promise<PostcodeSelection> {
      const { head, question } = await open(query);
      const total = most === null ? 0 : atMost(most, await reads.countPostcodes(question), 'postcodes');
      return { ...head, ...ofPostcodes(question), total };
    },

    /**
     * All that fit and lie in a drawn polygon, to be read page by page: those that its report counts. They are looked
     * for at once, and their numbers are kept (8 bytes each) while they are read.
     *
     * @throws AppError not-found without a snapshot; too-large where more premises lie around it than are looked through.
     */
    async selectDrawn(query: PremisesFileQuery, polygon: DrawnPolygon): Promise<PremisesSelection> {
      const { head, question } = await open(query);
      const uprns = await uprnsInside(reads, question, polygon);
      return {
        ...{ ...head, ...ofPremises(question), total: uprns.length, polygon },
        read: async (after, limit) => {
          const from = after === null ? 0 : bisectRight(uprns, after);
          const page = [...uprns.subarray(from, from + limit)];
          // The others were left out when these were found.
          return page.length === 0 ? [] : ofPremises({ ...question, uprns: page }).read(null, limit);
        },
      };
    },

    /**
     * The postcodes of all that fit and lie in a drawn polygon: of a postcode that it cuts, those inside.
     *
     * @throws AppError not-found without a snapshot; too-large where more premises lie around it than are looked through.
     */
    async selectDrawnPostcodes(query: PremisesFileQuery, polygon: DrawnPolygon): Promise<PostcodeSelection> {
      const { head, question } = await open(query);
      const inside = { ...question, uprns: [...(await uprnsInside(reads, question, polygon))] };
      return { ...head, ...ofPostcodes(inside), total: await reads.countPostcodes(inside), polygon };
    },

    /**
     * One premises with what each source says of it.
     *
     * @throws AppError not-found where no snapshot has it.
     */
    async one(uprn: number, period: string | undefined): Promise<PremisesDetail> {
      const snapshot = await chooseSnapshot(database, period);
      const premises = await reads.one(snapshot.snapshotId, uprn);
      if (premises === null) {
        throw new AppError('not-found', `No premises ${uprn} is loaded.`, {
          details: { field: 'uprn', value: uprn, reason: 'OS Open UPRN as loaded does not have it' },
        });
      }
      const sources = await reports.sources(snapshot.inputs.map(({ releaseId }) => releaseId));
      const sourceOf = (releaseId: number): FigureSource => {
        const found = sources.find((source) => source.releaseId === releaseId);
        if (found === undefined) throw new Error('A snapshot names the releases that it was made from.');
        return toFigureSource(found);
      };
      const found = await evidenceOf(snapshot, premises);
      const [evidenced] = await addLocalEvidence(upheld, [premises]);
      if (evidenced === undefined) throw new Error('Evidence is added to each premises.');
      return {
        premises: evidenced,
        period: snapshot.period,
        evidence: found.evidence.map(({ releaseId, ...each }) => ({ ...each, source: sourceOf(releaseId) })),
        plan:
          found.plan === null ? null : { fields: found.plan.fields, source: sourceOf(found.plan.releaseId) },
        areas: await areasOf(premises),
        attribution: await creditOf(snapshot),
      };
    },
  };

  async function evidenceOf(snapshot: CoverageSnapshot, { uprn, postcode, oaCode }: PremisesRow) {
    const releasesOf = (role: SnapshotInput['role']): number[] =>
      snapshot.inputs.filter((input) => input.role === role).map(({ releaseId }) => releaseId);
    const plan = await evidence.plan(releasesOf('plan'), uprn);
    const codes = (code: string | null): string[] => (code === null ? [] : [code]);
    const byPostcode = await inputs.coverage('postcode', releasesOf('postcode-coverage'), codes(postcode));
    const byOutputArea = await inputs.coverage('oa', releasesOf('output-area-coverage'), codes(oaCode));
    const published = (basis: 'postcode' | 'output-area', rows: typeof byPostcode) =>
      rows.map((row) => ({
        ...{ basis, code: row.code, premises: row.premises, releaseId: row.releaseId },
        shares: classShares(row),
      }));
    const ofItself =
      plan === null
        ? []
        : [
            {
              ...{ basis: 'premises' as const, code: null, premises: 1, releaseId: plan.releaseId },
              shares: ownShares(plan.currentGigabit),
            },
          ];
    return {
      plan,
      evidence: [
        ...ofItself,
        ...published('postcode', byPostcode),
        ...published('output-area', byOutputArea),
      ],
    };
  }

  async function areasOf({ lsoaCode, msoaCode, wardCode, ladCode, oaCode }: PremisesRow) {
    const wanted: readonly (readonly [AreaType, string | null])[] = [
      ['lad', ladCode],
      ['ward', wardCode],
      ['msoa', msoaCode],
      ['lsoa', lsoaCode],
      ['oa', oaCode],
    ];
    const named = [];
    for (const [type, code] of wanted) {
      if (code === null) continue;
      const area = (await areas.findByCode(code)).find((each) => each.type === type);
      if (area === undefined) throw new Error('A premises lies in areas that are loaded.');
      named.push({ type, vintage: area.vintage, code, name: area.placeName ?? area.name });
    }
    return named;
  }
}

/** @throws AppError too-large where more fit than a file may hold. */
function atMost(most: number, total: number, what: string): number {
  if (total <= most) return total;
  throw new AppError('too-large', `${total} ${what} fit; a file holds at most ${most}.`, {
    details: { field: 'within', value: total, reason: 'ask for one local authority at a time' },
  });
}

/** The numbers of premises that fit a question and lie in a polygon, in their order. */
async function uprnsInside(
  reads: PremisesReads,
  question: Question,
  polygon: DrawnPolygon,
): Promise<Float64Array> {
  const ranges = await rangesAround(reads, question.snapshotId, polygon);
  const isInside = insideOf(polygon);
  const found: number[] = [];
  for (const range of ranges) {
    const { uprns, eastings, northings } = await reads.spotsInTiles(question, range);
    for (const [at, uprn] of uprns.entries()) {
      if (isInside({ easting: eastings[at] ?? NaN, northing: northings[at] ?? NaN })) found.push(uprn);
    }
  }
  return Float64Array.from(found).sort();
}

export type PremisesLists = ReturnType<typeof createPremisesLists>;

/** BDUK's own row: gigabit there means every speed; none there says nothing of slower ones. */
function ownShares(hasGigabit: boolean | null): PremisesDetail['evidence'][number]['shares'] {
  return Object.fromEntries(
    speedClasses.map((speedClass) => [
      speedClass,
      hasGigabit === true ? 1 : hasGigabit === false && speedClass === 'gigabit' ? 0 : null,
    ]),
  ) as PremisesDetail['evidence'][number]['shares'];
}

/** @throws AppError invalid-request for what is no number. */
function readUprn(after: string | undefined): number | null {
  if (after === undefined) return null;
  if (/^\d{1,12}$/.test(after)) return Number(after);
  throw new AppError('invalid-request', `"${after}" is no UPRN.`, {
    details: { field: 'after', value: after, reason: 'the UPRN that the page before ended with' },
  });
}
