import { chooseProfile } from '../../../core/choose-profile.ts';
import {
  riskByCoverageApiQuerySchema,
  riskByCoverageSchema,
  type RiskArea,
} from '../../../core/contract/coverage/risk-by-coverage.ts';
import { AppError } from '../../../core/errors.ts';
import { csvwMetadata } from '../../files/csv.ts';
import { riskAreaColumns } from '../../usecases/coverage/risk-columns.ts';
import type { RiskByCoverageJoin } from '../../usecases/coverage/risk-by-coverage.ts';
import type { Scoring } from '../../usecases/score-table.ts';
import { linkBase, type App, type HttpSettings } from '../app-types.ts';
import { csvAnswerSchemas, csvStream, descriptionUrl } from '../csv-answer.ts';
import { baseOf } from '../profile-routes.ts';
import { tableSchema, tableSchemaType } from '../table-schema.ts';
import { pagesOf } from '../../store/pages-of.ts';

export interface RiskRouteDependencies {
  readonly settings: HttpSettings;
  readonly scoring: Scoring;
  readonly riskByCoverage: RiskByCoverageJoin;
}

/** Premises that cannot order a speed, joined to the risk of the areas they lie in. */
export function registerCoverageRiskRoute(api: App, dependencies: RiskRouteDependencies): void {
  const { settings, scoring, riskByCoverage } = dependencies;
  api.get(
    '/coverage/risk',
    {
      schema: {
        summary: 'Risk by coverage: premises that cannot order a speed, by how much risk their areas are at',
        description:
          'JSON: the table of risk by coverage, the classes of its map, the kinds of gap, the worst areas and wards. CSV: every ' +
          'area. Risk is that of the area, never of the people in a premises. Until premises are loaded the answer is 422.',
        tags: ['coverage'],
        querystring: riskByCoverageApiQuerySchema,
        response: { 200: csvAnswerSchemas('Risk by coverage', riskByCoverageSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const profileId = query.profile ?? chooseProfile(await scoring.summaries())?.id;
      if (profileId === undefined) throw new AppError('not-found', 'There is no profile.');
      const { summary, areas } = await riskByCoverage.of({
        ...{ speedClass: query.class, profileId, base: baseOf(query.base), within: query.within },
      });
      if (query.format === 'json') return summary;
      const { madeUp, lines } = summary.attribution;
      if (query.format === 'csvw') {
        reply.type('application/csvm+json; charset=utf-8');
        const url = descriptionUrl(linkBase(settings), request.url, 'csv');
        const title = `Risk by coverage (${summary.class}), ${summary.profile.title}`;
        return csvwMetadata({ url, title, columns: riskAreaColumns, attribution: lines, madeUp });
      }
      if (query.format === 'tableschema')
        return reply.type(tableSchemaType).send(tableSchema(riskAreaColumns));
      return csvStream(reply, {
        name: ['risk-by-coverage', summary.class, ...(query.within === undefined ? [] : [query.within])].join(
          '-',
        ),
        madeUp,
        columns: riskAreaColumns,
        linkBase: linkBase(settings),
        url: request.url,
        pages: pagesOf({
          read: (after: string | null, limit) => Promise.resolve(rowsAfter(areas, after, limit)),
          keyOf: ({ code }) => code,
          start: null,
          total: null,
        }),
      });
    },
  );
}

/** Areas are in the order of their codes. */
function rowsAfter(areas: readonly RiskArea[], after: string | null, limit: number): readonly RiskArea[] {
  const start = after === null ? 0 : areas.findIndex(({ code }) => code === after) + 1;
  return areas.slice(start, start + limit);
}
