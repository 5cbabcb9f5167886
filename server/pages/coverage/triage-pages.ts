import formbody from '@fastify/formbody';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { challengeStates, problemMoveSchema } from '../../../core/contract/coverage/coverage-problem.ts';
import { problemParamsSchema } from '../../../core/contract/queries.ts';
import { AppError } from '../../../core/errors.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { Database } from '../../database/database.ts';
import { requireAdministrator } from '../../http/administrator.ts';
import type { AnyReply, AnyRequest, App, HttpSettings } from '../../http/app-types.ts';
import { describeKind } from '../../http/problem.ts';
import { signInLimit } from '../../http/rate-limits.ts';
import { ofReports } from '../../http/route-config.ts';
import { requireOwnPage } from '../../http/same-origin.ts';
import type { ProblemReads } from '../../store/coverage/problem-reads.ts';
import { findForOfficers, moveProblem } from '../../usecases/coverage/move-problem.ts';
import { readFields } from '../form-fields.ts';
import type { PageScope } from '../page.ts';
import { classOptions, filterFields, pageLinks, readWithin } from './filter-form.ts';
import { problemShown, stateText, triagePath } from './problem-view.ts';
import { createSendPage, type Credits } from './send-page.ts';
import { createTriageSessions, readCookie } from './triage-session.ts';
import { officerView, type MoveField } from './triage-view.ts';

export interface TriageDependencies {
  /** Written to: reports are moved. */
  readonly database: Database;
  readonly problems: ProblemReads;
  readonly settings: HttpSettings;
  readonly credits: Credits;
  readonly now: () => Date;
}

const cookieName = 'atlas-triage';
const signInPath = `${triagePath}/sign-in`;
const rowsOfPage = 50;
const formBytes = 32_768;

const listQuerySchema = z.object({
  ...filterFields,
  state: z.preprocess((value) => (value === '' ? undefined : value), z.enum(challengeStates).optional()),
});

function moveFieldOf({ code, details }: AppError): MoveField | null {
  const { field } = details;
  if (code === 'conflict') return 'revision';
  return field === 'to' || field === 'comment' || field === 'publishNote' ? field : null;
}

/** The pages on which officers check reports, behind the administrator token. */
export function registerTriagePages(scope: PageScope, dependencies: TriageDependencies): void {
  const { locale } = scope;
  const { database, problems, settings, credits, now } = dependencies;
  const t = createTranslator(locale);
  const schema = { hide: true };
  const sessions = settings.adminToken === null ? null : createTriageSessions(settings.adminToken, now);
  const isSecure = settings.publicUrl?.startsWith('https:') === true;

  const show = createSendPage(scope, credits);

  /** The cookie is for both languages; scripts cannot read it, and no other site can have it sent. */
  function setCookie(reply: AnyReply, value: string, seconds: number): void {
    const attributes = [
      'Path=/',
      `Max-Age=${seconds}`,
      'HttpOnly',
      'SameSite=Strict',
      ...(isSecure ? ['Secure'] : []),
    ];
    reply.header('set-cookie', [`${cookieName}=${value}`, ...attributes].join('; '));
  }

  function isSignedIn(request: AnyRequest): boolean {
    return sessions?.isOpen(readCookie(request.headers.cookie, cookieName)) ?? false;
  }

  /** Sends whoever is not signed in to the form for that. */
  const forOfficers = async (request: AnyRequest, reply: AnyReply): Promise<void> => {
    if (isSignedIn(request)) return;
    await reply.redirect(addressIn(locale, signInPath), 303);
  };

  function showSignIn(reply: AnyReply, error: string | null): Promise<AnyReply> {
    const title = t('coverageProblems.signInTitle');
    return show(reply, 'coverage/triage-sign-in.njk', {
      title: error === null ? title : `${t('coverageProblems.errorPrefix')} ${title}`,
      heading: title,
      path: signInPath,
      isOff: sessions === null,
      error,
    });
  }

  function registerSignIn(forms: App): void {
    forms.post(signInPath, { schema, config: { ...ofReports, ...signInLimit } }, async (request, reply) => {
      requireOwnPage(request, settings);
      const { token = '' } = readFields(request.body);
      try {
        requireAdministrator(settings.adminToken, token);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        reply.code(describeKind(error.code).status);
        return showSignIn(reply, error.code === 'unauthorised' ? t('coverageProblems.signInWrong') : null);
      }
      if (sessions !== null) setCookie(reply, sessions.open(), sessions.seconds);
      return reply.redirect(addressIn(locale, triagePath), 303);
    });

    forms.get(signInPath, { schema, config: ofReports }, (_request, reply) => {
      if (sessions === null) reply.code(403);
      return showSignIn(reply, null);
    });

    forms.post(`${triagePath}/sign-out`, { schema, config: ofReports }, (request, reply) => {
      requireOwnPage(request, settings);
      setCookie(reply, '', 0);
      return reply.redirect(addressIn(locale, signInPath), 303);
    });
  }

  function registerList(forms: App): void {
    forms.get(
      triagePath,
      { schema: { ...schema, querystring: listQuerySchema }, config: ofReports, onRequest: forOfficers },
      async (request, reply) => {
        const { page, within = '', state, class: speedClass } = request.query;
        const isWrong = !isCode(within);
        const filters = {
          state: state ?? null,
          within: isWrong ? null : readWithin(within),
          speedClass: speedClass ?? null,
        };
        const [counts, total] = await Promise.all([problems.countsByState(), problems.count(filters)]);
        const pageCount = Math.max(1, Math.ceil(total / rowsOfPage));
        const rows = await problems.page({
          ...filters,
          before: null,
          limit: rowsOfPage,
          offset: (Math.min(page, pageCount) - 1) * rowsOfPage,
        });
        const title = t('coverageProblems.triageTitle');
        return show(reply.code(isWrong ? 400 : 200), 'coverage/triage.njk', {
          title: isWrong ? `${t('coverageProblems.errorPrefix')} ${title}` : title,
          heading: title,
          path: triagePath,
          within,
          withinError: isWrong ? t('coverageProblems.withinWrong') : null,
          classes: classOptions(t, speedClass),
          states: [
            { value: '', text: t('coverageProblems.anyState'), selected: state === undefined },
            ...challengeStates.map((value) => ({
              value,
              text: `${stateText(t, value)} (${counts[value]})`,
              selected: value === state,
            })),
          ],
          total,
          rows: rows.map(({ problem }) => problemShown(t, problem)),
          links: pageLinks(triagePath, { state, within, class: speedClass }, { page, pageCount }),
        });
      },
    );
  }

  function registerOne(forms: App): void {
    const address = `${triagePath}/:reference`;
    const options = {
      schema: { ...schema, params: problemParamsSchema },
      config: ofReports,
      onRequest: forOfficers,
    };

    forms.post(address, options, async (request, reply) => {
      requireOwnPage(request, settings);
      const { reference } = request.params;
      const fields = readFields(request.body);
      const filled = {
        to: fields['to'] ?? '',
        comment: fields['comment'] ?? '',
        publishNote: fields['publishNote'] === 'yes',
      };
      try {
        const parsed = problemMoveSchema.safeParse({
          ...filled,
          revision: Number(fields['revision'] ?? NaN),
        });
        if (!parsed.success) throw unreadable(parsed.error);
        await moveProblem(database, reference, { move: parsed.data, now: now() });
        return await reply.redirect(addressIn(locale, `${triagePath}/${reference}`), 303);
      } catch (error) {
        const wrong = error instanceof AppError ? moveFieldOf(error) : null;
        if (!(error instanceof AppError) || wrong === null) throw error;
        const problem = await findForOfficers(database, reference);
        reply.code(describeKind(error.code).status);
        return show(reply, 'coverage/triage-one.njk', officerView(t, problem, { filled, wrong }));
      }
    });

    forms.get(address, options, async (request, reply) => {
      const problem = await findForOfficers(database, request.params.reference);
      return show(reply, 'coverage/triage-one.njk', officerView(t, problem, { filled: null, wrong: null }));
    });
  }

  void scope.app.register(async (bare) => {
    await bare.register(formbody, { bodyLimit: formBytes });
    const forms = bare.withTypeProvider<ZodTypeProvider>();
    registerSignIn(forms);
    registerList(forms);
    registerOne(forms);
  });
}

function isCode(text: string): boolean {
  try {
    readWithin(text);
    return true;
  } catch {
    return false;
  }
}

/** A form that says what no form of ours says, as the error of its field. */
function unreadable(error: z.ZodError): AppError {
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? 'to');
  const reason = issue?.message ?? 'not valid';
  return new AppError('invalid-request', `${field}: ${reason}.`, { details: { field, reason } });
}
