import { createHash } from 'node:crypto';
import {
  snapshotRoles,
  type CoverageSnapshot,
  type SnapshotInput,
  type SnapshotNote,
} from '../../../core/contract/coverage/snapshot.ts';
import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import {
  estimatePremises,
  type ClassEstimate,
  type ClassShares,
} from '../../../core/coverage/estimate-premises.ts';
import { noneServed } from '../../../core/coverage/remaining-share.ts';
import type { Evidence } from '../../../core/coverage/sayings.ts';
import { planStatus } from '../../../core/coverage/plan-status.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import { classShares } from '../../../core/coverage/speed-classes.ts';
import {
  technologyChance,
  technologyShares,
  type TechnologyShares,
} from '../../../core/coverage/technology-chances.ts';
import { tileKeyOf } from '../../../core/coverage/tile-ranges.ts';
import { AppError } from '../../../core/errors.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import type { Database, Queryable } from '../../database/database.ts';
import {
  createSnapshotInputReads,
  type CoverageOf,
  type DirectoryRow,
  type PlanRow,
  type PointRow,
  type SnapshotInputReads,
} from '../../store/coverage/snapshot-input-reads.ts';
import { createHexagonStore } from '../../store/coverage/hexagon-store.ts';
import { createSnapshotStore, type NewPremisesEstimate } from '../../store/coverage/snapshot-store.ts';
import { holdImportLock } from '../../store/import-lock.ts';
import { canonicalJson } from '../profile-hash.ts';
import { createNotSpotColumns, type NotSpotColumns } from './not-spot-columns.ts';
import { createPremisesPlacer, type PremisesPlacer } from './place-premises.ts';
import { createPremisesCounts } from './premises-counts.ts';
import { storeNotSpots } from './store-not-spots.ts';
import { createPremisesHexagons } from './premises-hexagons.ts';

export interface BuildSnapshotRequest {
  /** '2025-07': of the coverage of that release, from what is loaded of it; null for what is in force. */
  readonly period: string | null;
  /** Told now and then how many premises are written. */
  readonly onProgress?: (premises: number) => void;
  /** Told after each class how many not-spots there are. */
  readonly onNotSpots?: (speedClass: SpeedClass, notSpots: number) => void;
}

export type BuildSnapshotOutcome =
  | { readonly status: 'built' | 'unchanged'; readonly snapshot: CoverageSnapshot }
  /** No points of premises are loaded. */
  | { readonly status: 'nothing-loaded' };

/** The rules by which estimates are made: a change of them makes every snapshot anew. */
const rulesVersion = 3;

/** How many premises are read, joined and written at once: the memory it takes, whatever the size of the country. */
const pageSize = 20_000;

/**
 * Makes the snapshot of premises of a period: every property that has a point, with its areas, what is planned for it and
 * the best estimate of what it can order, the counts of every area, and its not-spots; in one transaction, and only where the releases
 * or the boundaries have changed since.
 *
 * @throws AppError invalid-request where no coverage of the period is loaded; conflict while an import is running.
 */
export async function buildSnapshot(
  database: Database,
  { period, onProgress, onNotSpots }: BuildSnapshotRequest,
): Promise<BuildSnapshotOutcome> {
  return database.transaction(async (transaction) => {
    await holdImportLock(transaction);
    const reads = createSnapshotInputReads(transaction);
    const inputs: SnapshotInput[] = [];
    for (const role of snapshotRoles) inputs.push(...(await reads.releases(role, period)));
    if (!inputs.some(({ role }) => role === 'premises')) return { status: 'nothing-loaded' as const };
    if (period !== null && !inputs.some((input) => isCoverage(input))) throw noCoverage(period);
    const store = createSnapshotStore(transaction);
    const inputHash = await hashOf(transaction, inputs);
    const ownPeriod = period ?? periodOf(inputs);
    const same = await store.findSame(ownPeriod, inputHash);
    if (same !== null) return { status: 'unchanged' as const, snapshot: same };
    await store.prepare();
    const snapshotId = await store.create(ownPeriod, inputHash, inputs);
    const columns = createNotSpotColumns();
    const { premises, notes } = await writePremises(transaction, {
      ...{ snapshotId, inputs, reads, columns, onProgress },
    });
    await storeNotSpots(transaction, { snapshotId, period: ownPeriod, columns, onProgress: onNotSpots });
    await store.finish(snapshotId, premises, notes);
    const snapshot = (await store.list()).find((each) => each.snapshotId === snapshotId);
    if (snapshot === undefined) throw new Error('The snapshot that was written is not there.');
    return { status: 'built' as const, snapshot };
  });
}

const isCoverage = ({ role }: SnapshotInput): boolean => role.endsWith('coverage');

function noCoverage(period: string): AppError {
  return new AppError(
    'invalid-request',
    `No broadband coverage of ${period} is loaded, by postcode or output area.`,
    {
      details: { field: 'period', value: period, reason: 'no coverage of this period is loaded' },
    },
  );
}

/** The newest period of the coverage, else of the plans, else of the points. */
function periodOf(inputs: readonly SnapshotInput[]): string {
  for (const roles of [['postcode-coverage', 'output-area-coverage'], ['plan'], ['premises']]) {
    const periods = inputs.flatMap(({ role, period }) =>
      roles.includes(role) && period !== null ? [period] : [],
    );
    const newest = periods.sort().at(-1);
    if (newest !== undefined) return newest;
  }
  return 'undated';
}

/** Boundaries decide where premises lie, postcode directories in which output area: both are part of the question. */
async function hashOf(transaction: Queryable, inputs: readonly SnapshotInput[]): Promise<string> {
  const places = await transaction.query<{ text: string }>(
    `select concat_ws(' ',
       (select string_agg(boundary_set_id::text, ',' order by boundary_set_id) from boundary_set where is_current),
       (select string_agg(distinct r.release_id::text, ',') from dataset_release r
          where r.superseded_by is null and exists (select 1 from postcode p where p.release_id = r.release_id)),
       (select count(*) from area_membership where child_type = 'lsoa' and parent_type = 'msoa')) as text`,
  );
  return createHash('sha256')
    .update(canonicalJson({ rulesVersion, inputs, places: places[0]?.text }))
    .digest('hex');
}

interface WriteTask {
  readonly snapshotId: number;
  readonly inputs: readonly SnapshotInput[];
  readonly reads: SnapshotInputReads;
  readonly columns: NotSpotColumns;
  readonly onProgress: BuildSnapshotRequest['onProgress'];
}

async function writePremises(
  transaction: Queryable,
  { snapshotId, inputs, reads, columns, onProgress }: WriteTask,
): Promise<{ readonly premises: number; readonly notes: readonly SnapshotNote[] }> {
  const releasesOf = (role: SnapshotInput['role']): number[] =>
    inputs.filter((input) => input.role === role).map(({ releaseId }) => releaseId);
  const store = createSnapshotStore(transaction);
  const placer = await createPremisesPlacer(transaction, reads);
  const counts = createPremisesCounts();
  const hexagons = createPremisesHexagons();
  const hexagonStore = createHexagonStore(transaction);
  await hexagonStore.begin();
  const outputAreas = new Map<string, PublishedShares>();
  let premises = 0;
  let withoutEvidence = 0;
  let outside = 0;
  let after = 0;
  for (;;) {
    const points = await reads.points(releasesOf('premises'), after, pageSize);
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) break;
    const page = await readPage(reads, { points, releasesOf, range: { first: first.uprn, last: last.uprn } });
    const rows = await joinPage(page, { placer, reads, releasesOf, outputAreas });
    await store.copyPremises(snapshotId, rows);
    for (const row of rows) {
      if (hexagons.isFull()) await hexagonStore.copyParts(hexagons.take());
      hexagons.add(row);
      counts.add(row);
      columns.add(row);
      if (row.basis === '-----') withoutEvidence += 1;
      if (row.lsoaId === null) outside += 1;
    }
    premises += rows.length;
    onProgress?.(premises);
    if (points.length < pageSize) break;
    after = last.uprn;
  }
  await store.copyCounts(snapshotId, counts.rows());
  await hexagonStore.copyParts(hexagons.take());
  await hexagonStore.finish(snapshotId);
  const unplaced = await reads.plansWithoutPoint(releasesOf('plan'), releasesOf('premises'));
  return { premises, notes: notesOf({ premises, withoutEvidence, outside, unplaced }) };
}

interface Page {
  readonly points: readonly PointRow[];
  readonly plans: ReadonlyMap<number, PlanRow>;
  readonly directory: ReadonlyMap<number, DirectoryRow>;
}

type ReleasesOf = (role: SnapshotInput['role']) => number[];

async function readPage(
  reads: SnapshotInputReads,
  {
    points,
    releasesOf,
    range,
  }: {
    readonly points: readonly PointRow[];
    readonly releasesOf: ReleasesOf;
    readonly range: { readonly first: number; readonly last: number };
  },
): Promise<Page> {
  const plans = await reads.plans(releasesOf('plan'), range);
  const directory = await reads.directory(releasesOf('directory'), range);
  return {
    points,
    plans: new Map(plans.map((row) => [row.uprn, row])),
    directory: new Map(directory.map((row) => [row.uprn, row])),
  };
}

interface JoinServices {
  readonly placer: PremisesPlacer;
  readonly reads: SnapshotInputReads;
  readonly releasesOf: ReleasesOf;
  /** Kept from page to page: the same few hundred thousand come again and again. */
  readonly outputAreas: Map<string, PublishedShares>;
}

async function joinPage(page: Page, services: JoinServices): Promise<NewPremisesEstimate[]> {
  const { placer, reads, releasesOf, outputAreas } = services;
  const postcodeOf = (uprn: number): string | null =>
    page.directory.get(uprn)?.postcode ?? page.plans.get(uprn)?.postcode ?? null;
  const postcodes = [...new Set(page.points.flatMap(({ uprn }) => postcodeOf(uprn) ?? []))];
  const byPostcode = sharesByCode(
    await reads.coverage('postcode', releasesOf('postcode-coverage'), postcodes),
  );
  const gigabit = await reads.gigabitOf(releasesOf('plan'), postcodes);
  const oaOfPostcode = await reads.outputAreasOf(postcodes);
  const placed = page.points.map((point) => {
    const postcode = postcodeOf(point.uprn);
    const oa = postcode === null ? undefined : oaOfPostcode.get(postcode);
    return { point, postcode, place: placer.place(point, page.directory.get(point.uprn), oa) };
  });
  const wanted = new Set(placed.flatMap(({ place }) => placer.oaCode(place.oaId) ?? []));
  const missing = [...wanted].filter((code) => !outputAreas.has(code));
  const found = await reads.coverage('oa', releasesOf('output-area-coverage'), missing);
  for (const [code, shares] of sharesByCode(found)) outputAreas.set(code, shares);
  return placed.map(({ point, postcode, place }) => {
    const plan = page.plans.get(point.uprn) ?? null;
    const hasGigabit = plan?.currentGigabit ?? null;
    const ofPostcode = postcode === null ? null : (byPostcode.get(postcode) ?? null);
    const ofOutputArea = outputAreas.get(placer.oaCode(place.oaId) ?? '') ?? null;
    const known = gigabit.get(postcode ?? '') ?? noneServed;
    const evidenceBy = <Shares>(sharesOf: (row: PublishedShares) => Shares): Evidence<Shares> => ({
      hasGigabit,
      postcode: ofPostcode === null ? null : { shares: sharesOf(ofPostcode), gigabit: known },
      outputArea: ofOutputArea === null ? null : sharesOf(ofOutputArea),
    });
    const estimate = estimatePremises(evidenceBy(({ classes }) => classes));
    const reach = evidenceBy((row) => row.technologies);
    return {
      ...point,
      ...place,
      tileKey: tileKeyOf(wgs84FromGrid(point)),
      postcode,
      isRecognised: plan?.isRecognised ?? null,
      planStatus: planStatus(plan),
      chances: speedClasses.map((speedClass) => estimate[speedClass].chance),
      technologyChances: technologies.map((technology) => technologyChance(reach, technology).chance),
      basis: speedClasses.map((speedClass) => basisLetter(estimate[speedClass])).join(''),
      disagrees: speedClasses.some((speedClass) => estimate[speedClass].disagrees),
    };
  });
}

/** What is published of a postcode or an output area. */
interface PublishedShares {
  readonly classes: ClassShares;
  readonly technologies: TechnologyShares;
}

function sharesByCode(rows: readonly CoverageOf[]): Map<string, PublishedShares> {
  return new Map(
    rows.map((row) => [row.code, { classes: classShares(row), technologies: technologyShares(row) }]),
  );
}

/** A capital where sources exclude each other on the class. */
function basisLetter({ basis, disagrees }: ClassEstimate): string {
  if (basis === null) return '-';
  const letter = { premises: 'p', postcode: 'c', 'output-area': 'o' }[basis];
  return disagrees ? letter.toUpperCase() : letter;
}

function notesOf(found: {
  readonly premises: number;
  readonly withoutEvidence: number;
  readonly outside: number;
  readonly unplaced: number;
}): SnapshotNote[] {
  const notes: SnapshotNote[] = [
    {
      code: 'premises-without-evidence',
      message:
        'No source says anything of the broadband of these premises, their postcode or their output area.',
      count: found.withoutEvidence,
    },
    {
      code: 'premises-outside',
      message: 'These premises lie in no loaded LSOA: they are on the map, but in no count.',
      count: found.outside,
    },
    {
      code: 'plans-without-point',
      message:
        'BDUK names these premises, but no release of points has them: they are on no map and in no count.',
      count: found.unplaced,
    },
  ];
  return notes.filter(({ count }) => count > 0);
}
