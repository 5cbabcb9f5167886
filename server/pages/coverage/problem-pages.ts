import { z } from 'zod';
import {
  challengeStates,
  problemsPageSchema,
  trackedProblemSchema,
  type ProblemsPage,
} from '../../../core/contract/coverage/coverage-problem.ts';
import { problemParamsSchema, typedTextSchema } from '../../../core/contract/queries.ts';
import { readReference, shownReference } from '../../../core/coverage/problem-reference.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { findProblem } from '../../http/coverage/problem-routes.ts';
import { ofReports } from '../../http/route-config.ts';
import type { ProblemReads } from '../../store/coverage/problem-reads.ts';
import { listUpheld } from '../../usecases/coverage/list-upheld.ts';
import { registerPage, type PageScope } from '../page.ts';
import { classOptions, filterFields, pageLinks, readWithin } from './filter-form.ts';
import { problemShown, problemsPath, stateText } from './problem-view.ts';
import { noticeOf, type Credits } from './send-page.ts';

export interface ProblemPageDependencies {
  readonly problems: ProblemReads;
  readonly credits: Credits;
}

const listQuerySchema = z.object(filterFields);
type ListQuery = z.output<typeof listQuerySchema>;

function listView(data: ProblemsPage | null, query: ListQuery, t: Translate) {
  const { within = '', class: speedClass } = query;
  const filters = { within: within.trim().toUpperCase(), class: speedClass };
  const given = Object.entries({ ...filters, format: 'csv' }).filter(
    (entry): entry is [string, string] => (entry[1] ?? '') !== '',
  );
  return {
    title: t('coverageProblems.title'),
    description: t('coverageProblems.description'),
    attribution: data?.attribution ?? null,
    within,
    classes: classOptions(t, speedClass),
    list:
      data === null
        ? null
        : {
            total: data.total,
            counts: challengeStates.map((state) => ({
              state: stateText(t, state),
              count: data.counts[state],
            })),
            rows: data.items.map((item) => problemShown(t, item)),
            links: pageLinks(problemsPath, filters, data),
            csv: `/api/v1${problemsPath}?${new URLSearchParams(given).toString()}`,
          },
  };
}

/** What officers upheld, and how many reports there are in each state. */
function registerList(scope: PageScope, dependencies: ProblemPageDependencies): void {
  registerPage(scope, {
    path: problemsPath,
    config: { isVolatile: true },
    query: listQuerySchema,
    data: problemsPageSchema,
    template: 'coverage/problems.njk',
    read: ({ query }) =>
      listUpheld(dependencies, {
        within: readWithin(query.within),
        speedClass: query.class ?? null,
        page: query.page,
      }),
    view: (data, { query, t }) => listView(data, query, t),
    refused: ({ details }, { query, t }) =>
      Promise.resolve(
        details['field'] === 'within'
          ? {
              ...listView(null, query, t),
              title: `${t('coverageProblems.errorPrefix')} ${t('coverageProblems.title')}`,
              heading: t('coverageProblems.title'),
              withinError: t('coverageProblems.withinWrong'),
            }
          : null,
      ),
  });
}

const foundSchema = z.strictObject({ asked: z.string().nullable(), reference: z.string().nullable() });

/** A form that leads to a report by its reference. */
function registerFind(scope: PageScope, { problems, credits }: ProblemPageDependencies): void {
  registerPage(scope, {
    path: `${problemsPath}/find`,
    config: ofReports,
    query: z.object({ reference: typedTextSchema.max(100).optional() }),
    data: foundSchema,
    template: 'coverage/find-problem.njk',
    read: async ({ query }) => {
      const asked = query.reference ?? null;
      const reference = readReference(asked ?? '');
      const found = reference === null ? null : await problems.find(reference);
      return { asked, reference: found?.reference ?? null };
    },
    goesTo: ({ reference }) => (reference === null ? null : `${problemsPath}/${reference}`),
    view: async ({ asked }, { t }) => {
      const title = t('coverageProblems.findTitle');
      const isEmpty = asked?.trim() === '';
      const fault = isEmpty ? t('coverageProblems.findEmpty') : t('coverageProblems.findNothing');
      return {
        title: asked === null ? title : `${t('coverageProblems.errorPrefix')} ${title}`,
        description: t('coverageProblems.trackDescription'),
        attribution: await noticeOf(credits),
        heading: title,
        asked: asked ?? '',
        findError: asked === null ? null : fault,
      };
    },
  });
}

/** A report for whoever knows its reference: its state, and what is public of it. */
function registerTrack(scope: PageScope, { problems, credits }: ProblemPageDependencies): void {
  registerPage(scope, {
    path: `${problemsPath}/:reference`,
    config: ofReports,
    params: problemParamsSchema,
    query: z.object({ sent: z.string().optional() }),
    data: trackedProblemSchema,
    template: 'coverage/problem.njk',
    read: ({ params }) => findProblem(problems, params.reference),
    view: async (problem, { query, t }) => {
      const isSent = query.sent === 'yes' && problem.state === 'new';
      const title = t('coverageProblems.trackTitle', { reference: shownReference(problem.reference) });
      return {
        title: isSent ? t('coverageProblems.sentTitle') : title,
        description: t('coverageProblems.trackDescription'),
        attribution: await noticeOf(credits),
        isSent,
        problem: problemShown(t, problem),
        history: [
          { state: 'new', on: problem.reportedOn },
          ...problem.moves.map(({ state, on }) => ({ state, on })),
        ].map(({ state, on }) => ({ on, text: t('coverageProblems.movedTo', { state }) })),
      };
    },
  });
}

/** The public pages of reports about coverage, but for the form. */
export function registerProblemPages(scope: PageScope, dependencies: ProblemPageDependencies): void {
  registerList(scope, dependencies);
  registerFind(scope, dependencies);
  registerTrack(scope, dependencies);
}
