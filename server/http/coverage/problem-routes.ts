import {
  officerProblemSchema,
  problemMoveSchema,
  problemReportSchema,
  trackedProblemSchema,
  upheldListSchema,
  type TrackedProblem,
} from '../../../core/contract/coverage/coverage-problem.ts';
import {
  noQuerySchema,
  pageLimits,
  problemParamsSchema,
  upheldListQuerySchema,
  type UpheldListQuery,
} from '../../../core/contract/queries.ts';
import { readReference } from '../../../core/coverage/problem-reference.ts';
import { readSubject } from '../../../core/coverage/read-subject.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { Database } from '../../database/database.ts';
import { csvwMetadata } from '../../files/csv.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import type { NumberedProblem, ProblemReads } from '../../store/coverage/problem-reads.ts';
import { creditOfReports } from '../../usecases/coverage/list-upheld.ts';
import { moveProblem, noProblem } from '../../usecases/coverage/move-problem.ts';
import { reportProblem, type RefusedField } from '../../usecases/coverage/report-problem.ts';
import { requireAdministrator } from '../administrator.ts';
import { linkBase, type App, type HttpSettings } from '../app-types.ts';
import { csvAnswerSchemas, csvStream, descriptionUrl } from '../csv-answer.ts';
import { cutPage, readNumberCursor, writeCursor } from '../paging.ts';
import { HttpProblem } from '../problem.ts';
import { unlimited, type ReportLimit } from '../rate-limits.ts';
import { ofReports } from '../route-config.ts';
import { requireOwnPage } from '../same-origin.ts';
import { tableSchema, tableSchemaType } from '../table-schema.ts';
import { problemColumns } from './problem-columns.ts';
import { pagesOf } from '../../store/pages-of.ts';

export interface ProblemRouteDependencies {
  /** Written to: reports are saved and moved. */
  readonly database: Database;
  readonly problems: ProblemReads;
  readonly settings: HttpSettings;
  readonly limitReports: ReportLimit;
  readonly credits: Pick<CreditReads, 'codesOfPlaces'>;
  readonly now: () => Date;
}

const address = '/coverage/problems';
const reportBytes = 16_384;

/** Seconds after which it is worth trying again when the reports of a day are full. */
export const fullForSeconds = 3600;

function refusal(fields: readonly RefusedField[]): AppError {
  const t = createTranslator('en');
  const [first] = fields;
  const field = first?.field ?? 'body';
  const reason = first === undefined ? 'is not valid' : t(`coverageProblems.fault.${first.fault}`);
  return new AppError('invalid-request', `The report cannot be taken: ${field}: ${reason}.`, {
    details: { field, reason },
  });
}

/** The report as whoever knows its reference may see it. @throws AppError not-found */
export async function findProblem(problems: ProblemReads, text: string): Promise<TrackedProblem> {
  const reference = readReference(text);
  const found = reference === null ? null : await problems.find(reference);
  if (found === null) throw noProblem(text);
  return found;
}

function registerReporting(
  api: App,
  { database, problems, settings, limitReports, now }: ProblemRouteDependencies,
): void {
  api.post(
    address,
    {
      bodyLimit: reportBytes,
      config: { ...ofReports, ...unlimited },
      onRequest: limitReports,
      schema: {
        summary: 'Report that the coverage of a premises, a postcode or an area is wrong',
        description:
          'No account is needed. The answer gives a reference with which the report can be looked up. Do not send names or other ' +
          'personal data. An e-mail address is seen by officers only, and is deleted after a set time.',
        tags: ['coverage'],
        querystring: noQuerySchema,
        body: problemReportSchema,
        response: { 201: trackedProblemSchema },
      },
    },
    async (request, reply) => {
      requireOwnPage(request, settings);
      const { dailyLimit } = settings.coverageProblems;
      const { subject, ...rest } = request.body;
      const report = { ...rest, subject: readSubject(subject.code, subject.kind) };
      const outcome = await reportProblem({ database, now, dailyLimit }, report);
      switch (outcome.kind) {
        case 'refused':
          throw refusal(outcome.fields);
        case 'full':
          throw new HttpProblem(
            'too-many-requests',
            'As many reports as this service takes in a day have come. Send yours tomorrow.',
            { 'retry-after': String(fullForSeconds) },
          );
        case 'taken':
          reply.code(201).header('location', `${linkBase(settings)}/api/v1${address}/${outcome.reference}`);
          return findProblem(problems, outcome.reference);
      }
    },
  );
}

function registerList(api: App, { problems, settings, credits }: ProblemRouteDependencies): void {
  const read = (query: UpheldListQuery) => (before: number | null, limit: number) =>
    problems.page({
      state: query.state,
      within: query.within ?? null,
      speedClass: query.class ?? null,
      ...{ before, limit, offset: 0 },
    });
  async function* pages(query: UpheldListQuery) {
    const numbered = pagesOf<NumberedProblem, number>({
      read: read(query),
      keyOf: (row) => row.id,
      start: readNumberCursor(query.cursor),
      total: query.limit ?? null,
    });
    for await (const rows of numbered) yield rows.map(({ problem }) => problem);
  }

  api.get(
    address,
    {
      config: { isVolatile: true },
      schema: {
        summary: 'Reports about coverage that officers upheld, the newest first',
        description:
          'Local evidence: it stands beside what publishers say, and never in its place. Reports that were not upheld are not ' +
          'listed.',
        tags: ['coverage'],
        querystring: upheldListQuerySchema,
        response: { 200: csvAnswerSchemas('A page of reports', upheldListSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const attribution = await creditOfReports(credits);
      if (query.format === 'csvw') {
        reply.type('application/csvm+json; charset=utf-8');
        return csvwMetadata({
          url: descriptionUrl(linkBase(settings), request.url, 'csv'),
          title: 'Reports about coverage that officers upheld',
          columns: problemColumns,
          attribution: attribution.lines,
          madeUp: attribution.madeUp,
        });
      }
      if (query.format === 'tableschema')
        return reply.type(tableSchemaType).send(tableSchema(problemColumns));
      if (query.format === 'csv') {
        return csvStream(reply, {
          name: 'coverage-problems',
          madeUp: attribution.madeUp,
          columns: problemColumns,
          linkBase: linkBase(settings),
          url: request.url,
          pages: pages(query),
        });
      }
      const limit = query.limit ?? pageLimits.default;
      const page = cutPage(await read(query)(readNumberCursor(query.cursor), limit + 1), limit);
      return {
        items: page.rows.map(({ problem }) => problem),
        attribution,
        next: writeCursor(page.last, ({ id }) => [id]),
      };
    },
  );
}

function registerOne(api: App, { database, problems, settings, now }: ProblemRouteDependencies): void {
  api.patch(
    `${address}/:reference`,
    {
      bodyLimit: reportBytes,
      config: ofReports,
      // Before anything that was sent is looked at.
      onRequest: async (request, reply) => {
        const [, token = ''] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
        reply.header('www-authenticate', 'Bearer');
        requireAdministrator(settings.adminToken, token);
        reply.removeHeader('www-authenticate');
        return Promise.resolve();
      },
      schema: {
        summary: 'Move a report to another state (officers)',
        description:
          'Needs the header Authorization: Bearer with the administrator token. From new to checking; from checking to upheld or ' +
          'rejected; from either of these back to checking. 409 where somebody else moved it after it was read.',
        tags: ['coverage'],
        params: problemParamsSchema,
        querystring: noQuerySchema,
        body: problemMoveSchema,
        response: { 200: officerProblemSchema },
      },
    },
    (request) => moveProblem(database, request.params.reference, { move: request.body, now: now() }),
  );

  api.get(
    `${address}/:reference`,
    {
      config: ofReports,
      schema: {
        summary: 'One report, by its reference: its state, and what is public of it',
        tags: ['coverage'],
        params: problemParamsSchema,
        querystring: noQuerySchema,
        response: { 200: trackedProblemSchema },
      },
    },
    (request) => findProblem(problems, request.params.reference),
  );
}

/** Reports that coverage is wrong: sent by anybody, moved by officers, listed once they are upheld. */
export function registerProblemRoutes(api: App, dependencies: ProblemRouteDependencies): void {
  // Writing before reading: what reads a path refuses the methods that it has not seen.
  registerReporting(api, dependencies);
  registerList(api, dependencies);
  registerOne(api, dependencies);
}
