import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  pageLimits,
  profileParamsSchema,
  scoreListQuerySchema,
  type ScoreListQuery,
} from '../../core/contract/queries.ts';
import { scoreListSchema, type Score, type ScoreList } from '../../core/contract/score.ts';
import { AppError } from '../../core/errors.ts';
import { listScores, type ListedScores } from '../usecases/list-scores.ts';
import type { ScoreTable } from '../usecases/make-score-table.ts';
import type { Scoring } from '../usecases/score-table.ts';
import { linkBase, type App, type HttpSettings } from './app-types.ts';
import { csvAnswerSchemas, csvStream, descriptionUrl } from './csv-answer.ts';
import { csvwMetadata, type CsvColumn } from '../files/csv.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { baseOf } from './profile-routes.ts';
import { tableSchema, tableSchemaType } from './table-schema.ts';
import { pagesOf } from '../store/pages-of.ts';

export interface ScoreDependencies {
  readonly settings: HttpSettings;
  readonly scoring: Scoring;
}

const cursorSchema = z.tuple([z.number().int().min(0).max(10_000_000), z.string()]);

/** Names what a position in the list means: the same question on the same data, else the position is void. */
function fingerprint(list: Omit<ListedScores, 'nextOffset'>, query: ScoreListQuery): string {
  const question = [
    list.profileHash,
    list.dataHash,
    list.base,
    list.areas,
    query.within,
    query.weights,
    query.sort,
  ];
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}

function readOffset(query: ScoreListQuery): { offset: number; mark: string | null } {
  if (query.cursor === undefined) return { offset: 0, mark: null };
  const [offset, mark] = decodeCursor(query.cursor, cursorSchema);
  return { offset, mark };
}

function readList(
  table: ScoreTable,
  query: ScoreListQuery,
  page: { offset: number; limit: number },
): ListedScores {
  const list = listScores(table, { type: query.type, within: query.within, sort: query.sort, ...page });
  if (query.vintage !== undefined && query.vintage !== list.areas.vintage) {
    throw new AppError('not-found', `This profile scores ${list.areas.type} of ${list.areas.vintage}.`, {
      details: { field: 'vintage', reason: `only ${list.areas.vintage} is scored` },
    });
  }
  return list;
}

function toPage(table: ScoreTable, query: ScoreListQuery): ScoreList {
  const { offset, mark } = readOffset(query);
  const { nextOffset, ...list } = readList(table, query, {
    offset,
    limit: query.limit ?? pageLimits.default,
  });
  const current = fingerprint(list, query);
  if (mark !== null && mark !== current) {
    throw new AppError(
      'conflict',
      'The scores, or the question, changed after the page that gave this cursor.',
      {
        details: { field: 'cursor', reason: 'begin again without a cursor' },
      },
    );
  }
  return { ...list, next: nextOffset === null ? null : encodeCursor([nextOffset, current]) };
}

const placeColumns: readonly CsvColumn<Score>[] = [
  {
    name: 'area_code',
    kind: 'text',
    description: 'Code of the area',
    constraints: { required: true, unique: true },
    value: (row) => row.code,
  },
  { name: 'area_name', kind: 'text', description: 'Name of the area', value: (row) => row.name },
  {
    name: 'place_name',
    kind: 'text',
    description: 'What people call the place',
    value: (row) => row.placeName,
  },
  { name: 'score', kind: 'number', description: '0 least to 100 most risk', value: (row) => row.score },
  {
    name: 'rank',
    kind: 'number',
    description:
      '1 is the greatest risk; areas that share ranks have the middle of them (mid-rank, 9.5 for 9 and 10)',
    value: (row) => row.rank,
  },
  { name: 'rank_of', kind: 'number', description: 'How many areas were ranked', value: (row) => row.rankOf },
  {
    name: 'percentile',
    kind: 'number',
    description: 'Percent of areas with less risk',
    value: (row) => row.percentile,
  },
  { name: 'decile', kind: 'number', description: '1 is the worst tenth', value: (row) => row.decile },
  {
    name: 'inputs_present',
    kind: 'number',
    description: 'Indicators it rests on',
    value: (row) => row.inputsPresent,
  },
  {
    name: 'inputs_total',
    kind: 'number',
    description: 'Indicators of the profile',
    value: (row) => row.inputsTotal,
  },
  {
    name: 'missing_reason',
    kind: 'text',
    description: 'Why there is no score',
    value: (row) => row.missingReason,
  },
  { name: 'population', kind: 'number', description: 'People in the area', value: (row) => row.population },
];

function keyedColumns(
  prefix: 'component' | 'points',
  ids: readonly string[],
  values: (row: Score) => Readonly<Record<string, number | null>>,
): CsvColumn<Score>[] {
  const description =
    prefix === 'component' ? 'Value of the component' : 'Points of the score from this indicator';
  return ids.map((id) => ({
    name: `${prefix}_${id.replaceAll('-', '_')}`,
    kind: 'number',
    description: `${description} ${id}`,
    value: (row) => values(row)[id] ?? null,
  }));
}

function columnsOf(example: Score | undefined): CsvColumn<Score>[] {
  return [
    ...placeColumns,
    ...keyedColumns('component', Object.keys(example?.components ?? {}), (row) => row.components),
    ...keyedColumns('points', Object.keys(example?.contributions ?? {}), (row) => row.contributions),
  ];
}

/** Scores of the latest tables with own weights: the pages of one question, and of a slider that goes back. */
const keptTables = 4;

function createWeightedTables(scoring: Scoring) {
  const kept = new Map<string, ScoreTable>();
  return async (profileId: string, query: ScoreListQuery): Promise<ScoreTable> => {
    const base = baseOf(query.base);
    const byDefault = await scoring.table({ profileId, base });
    if (query.weights === undefined) return byDefault;
    const { profileHash, dataHash } = byDefault.inputs;
    const key = JSON.stringify([
      profileHash,
      dataHash,
      query.base ?? null,
      Object.entries(query.weights).sort(),
    ]);
    const table = kept.get(key) ?? (await scoring.table({ profileId, base, weights: query.weights }));
    kept.delete(key);
    kept.set(key, table);
    const [oldest] = kept.keys();
    if (kept.size > keptTables && oldest !== undefined) kept.delete(oldest);
    return table;
  };
}

/** The scores of a profile: JSON in pages, CSV whole, with the caller's own weights where given. */
export function registerScoreRoutes(api: App, { settings, scoring }: ScoreDependencies): void {
  const tableFor = createWeightedTables(scoring);
  api.get(
    '/profiles/:profileId/scores',
    {
      schema: {
        summary: 'Scores by kind of area, within an area, against a base, with own weights',
        tags: ['profiles'],
        params: profileParamsSchema,
        querystring: scoreListQuerySchema,
        response: { 200: csvAnswerSchemas('A page of scores', scoreListSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { profileId } = request.params;
      // A cursor that is not ours is the caller's mistake whatever is loaded, so it is read before anything else.
      const { offset } = readOffset(query);
      const table = await tableFor(profileId, query);
      if (query.format === 'json') return toPage(table, query);
      const first = toPage(table, { ...query, limit: 1 });
      const { lines, madeUp } = first.attribution;
      const columns = columnsOf(first.scores[0]);
      if (query.format === 'csvw') {
        reply.type('application/csvm+json; charset=utf-8');
        const url = descriptionUrl(linkBase(settings), request.url, 'csv');
        const title = `Scores of ${table.inputs.profile.title} (${first.profileVersion})`;
        return csvwMetadata({ url, title, columns, attribution: lines, madeUp });
      }
      if (query.format === 'tableschema') return reply.type(tableSchemaType).send(tableSchema(columns));
      return csvStream(reply, {
        name: `${profileId}-scores-${first.areas.type}-${first.areas.vintage}`,
        madeUp,
        columns,
        linkBase: linkBase(settings),
        url: request.url,
        pages: pagesOf({
          read: (after: number | null, limit) =>
            Promise.resolve(
              readList(table, query, { offset: after ?? 0, limit }).scores.map(toNumbered(after ?? 0)),
            ),
          keyOf: (row) => row.position + 1,
          start: offset,
          total: query.limit ?? null,
        }),
      });
    },
  );
}

/** A score with its place in the list, so that the next read knows where to begin. */
type NumberedScore = Score & { readonly position: number };

function toNumbered(offset: number): (score: Score, at: number) => NumberedScore {
  return (score, at) => ({ ...score, position: offset + at });
}
