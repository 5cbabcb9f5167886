import formbody from '@fastify/formbody';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { reportOfForm, trapField, type FilledForm } from '../../../core/coverage/report-form.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { Database } from '../../database/database.ts';
import type { AnyReply, HttpSettings } from '../../http/app-types.ts';
import { fullForSeconds } from '../../http/coverage/problem-routes.ts';
import { unlimited, type ReportLimit } from '../../http/rate-limits.ts';
import { ofReports } from '../../http/route-config.ts';
import { requireOwnPage } from '../../http/same-origin.ts';
import { dayOf } from '../../store/coverage/problem-rows.ts';
import { faultsOf, reportProblem, type RefusedField } from '../../usecases/coverage/report-problem.ts';
import { readFields } from '../form-fields.ts';
import type { PageScope } from '../page.ts';
import { problemsPath } from './problem-view.ts';
import { createSendPage, type Credits } from './send-page.ts';
import { checkView, filledForm, formView } from './problem-form-view.ts';

export interface ReportFormDependencies {
  /** Written to: reports are saved. */
  readonly database: Database;
  readonly settings: HttpSettings;
  readonly limitReports: ReportLimit;
  readonly credits: Credits;
  readonly now: () => Date;
}

const formPath = `${problemsPath}/report`;
const sendPath = `${problemsPath}/send`;
const formBytes = 65_536;

/** What links fill in before: the place, and the speed that the page they stand on is about. */
const openQuerySchema = z.object({
  place: z.string().max(40).optional(),
  reason: z.string().max(40).optional(),
  class: z.string().max(40).optional(),
});

/**
 * The form in three pages, without a session: what was filled in travels with the form, is checked anew on each page, and is
 * kept only when it is sent in the end.
 */
export function registerReportForm(scope: PageScope, dependencies: ReportFormDependencies): void {
  const { locale } = scope;
  const { database, settings, limitReports, credits, now } = dependencies;
  const { emailDays, dailyLimit } = settings.coverageProblems;
  const t = createTranslator(locale);
  const schema = { hide: true };

  const show = createSendPage(scope, credits);

  function showForm(
    reply: AnyReply,
    form: FilledForm,
    wrong: {
      readonly status?: number;
      readonly faults?: readonly RefusedField[];
      readonly general?: string;
    } = {},
  ): Promise<AnyReply> {
    const { faults = [], general = null } = wrong;
    const isWrong = faults.length > 0 || general !== null;
    reply.code(wrong.status ?? (isWrong ? 400 : 200));
    return show(reply, 'coverage/report-problem.njk', formView(t, form, { faults, general, emailDays }));
  }

  void scope.app.register(async (bare) => {
    await bare.register(formbody, { bodyLimit: formBytes });
    const forms = bare.withTypeProvider<ZodTypeProvider>();

    forms.post(formPath, { schema, config: ofReports }, async (request, reply) => {
      requireOwnPage(request, settings);
      const fields = readFields(request.body);
      const form = filledForm(fields);
      if (fields['change'] !== undefined) return showForm(reply, form);
      if ((fields[trapField] ?? '') !== '') {
        return showForm(reply, form, { general: t('coverageProblems.trapFilled') });
      }
      const faults = await faultsOf(database, reportOfForm(form), now());
      if (faults.length > 0) return showForm(reply, form, { faults });
      return show(reply, 'coverage/check-report.njk', checkView(t, form, dayOf(now())));
    });

    forms.post(
      sendPath,
      { schema, config: { ...ofReports, ...unlimited }, onRequest: limitReports },
      async (request, reply) => {
        requireOwnPage(request, settings);
        const form = filledForm(readFields(request.body));
        const outcome = await reportProblem({ database, now, dailyLimit }, reportOfForm(form));
        switch (outcome.kind) {
          case 'refused':
            return showForm(reply, form, { faults: outcome.fields });
          case 'full':
            reply.header('retry-after', String(fullForSeconds));
            return showForm(reply, form, { status: 429, general: t('coverageProblems.full') });
          case 'taken':
            return reply.redirect(addressIn(locale, `${problemsPath}/${outcome.reference}?sent=yes`), 303);
        }
      },
    );

    forms.get(
      formPath,
      { schema: { ...schema, querystring: openQuerySchema }, config: ofReports },
      (request, reply) => {
        const { place, reason, class: speedClass } = request.query;
        return showForm(reply, filledForm({ place, reason, speedClass }));
      },
    );

    // Who comes back here by a bookmark starts anew.
    forms.get(sendPath, { schema, config: ofReports }, (_request, reply) =>
      reply.redirect(addressIn(locale, formPath), 303),
    );
  });
}
