import formbody from '@fastify/formbody';
import { stringify } from 'yaml';
import { z } from 'zod';
import { chooseProfile } from '../../../core/choose-profile.ts';
import { profileIdSchema, profileSchema, type Profile } from '../../../core/contract/profile.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { Database } from '../../database/database.ts';
import { requireAdministrator } from '../../http/administrator.ts';
import type { AnyReply, App } from '../../http/app-types.ts';
import type { IndicatorReads } from '../../store/indicator-reads.ts';
import { createSavedProfileStore } from '../../store/saved-profile-store.ts';
import { checkDraft, choosableIndicators, draftFromForm } from '../../usecases/editor/draft-profile.ts';
import { namedDraft, previewDraft, type DraftPreview } from '../../usecases/editor/preview-draft.ts';
import type { MethodReports } from '../../usecases/method/describe-method.ts';
import { parseYaml } from '../../usecases/parse-yaml.ts';
import type { Scoring } from '../../usecases/score-table.ts';
import { readFields } from '../form-fields.ts';
import type { RenderPage } from '../render.ts';
import { formOf, mistakeOf } from './editor-view.ts';
import { packProfile, unpackProfile } from './profile-link.ts';

export interface EditorDependencies {
  readonly render: RenderPage;
  readonly scoring: Scoring;
  readonly methods: MethodReports;
  readonly indicators: Pick<IndicatorReads, 'list'>;
  /** Written to when a profile is saved, and only then. */
  readonly database: Database;
  readonly outcomeIds: readonly string[];
  /** Ids of the profiles that come with the code. */
  readonly shippedIds: readonly string[];
  readonly adminToken: string | null;
}

const openQuerySchema = z.strictObject({
  from: profileIdSchema.optional(),
  against: profileIdSchema.optional(),
  definition: z.string().max(4000).optional(),
});

const editorPath = '/methods/edit';
const savesPerMinute = 10;

function linkTo(profile: Profile, against: string): string {
  return `${editorPath}?${new URLSearchParams({ against, definition: packProfile(profile) }).toString()}`;
}

/** The editor: a form that makes a profile, shows what it would change, and lets it be shared, taken away or saved. */
export function registerEditor(app: App, dependencies: EditorDependencies): void {
  const { render, scoring, database, outcomeIds } = dependencies;

  async function show(
    reply: AnyReply,
    profile: Profile,
    page: {
      readonly against: string;
      readonly mistake?: ReturnType<typeof mistakeOf>;
      /** What somebody filled in, kept where it could not be taken. */
      readonly filled?: Readonly<Record<string, string>>;
    },
  ): Promise<AnyReply> {
    const indicators = choosableIndicators(profile, await dependencies.indicators.list(), outcomeIds);
    let preview: DraftPreview | null = null;
    let mistake = page.mistake ?? null;
    if (mistake === null) {
      try {
        preview = await previewDraft(dependencies, profile, page.against);
      } catch (error) {
        mistake = mistakeOf(error);
      }
    }
    const html = render('editor.njk', {
      title: createTranslator('en')('editor.title'),
      current: 'method',
      profile,
      form: formOf(profile, indicators, page.filled ?? {}),
      profiles: await scoring.summaries(),
      against: page.against,
      definition: packProfile(profile),
      yaml: page.filled?.['yaml'] ?? stringify(profile),
      preview,
      mistake,
      canSave: dependencies.adminToken !== null,
      attribution: preview?.report.attribution ?? null,
    });
    return reply
      .code(mistake === null ? 200 : 400)
      .type('text/html; charset=utf-8')
      .send(html);
  }

  async function chosen(id: string | undefined): Promise<string> {
    return id ?? chooseProfile(await scoring.summaries())?.id ?? '';
  }

  app.get(editorPath, { schema: { hide: true, querystring: openQuerySchema } }, async (request, reply) => {
    const { definition, from, against } = request.query;
    const profile =
      definition === undefined ? await scoring.profile(await chosen(from)) : unpackProfile(definition);
    return show(reply, profile, { against: await chosen(against ?? from) });
  });

  app.get(
    `${editorPath}.yaml`,
    { schema: { hide: true, querystring: openQuerySchema.pick({ definition: true }).required() } },
    async (request, reply) => {
      const profile = unpackProfile(request.query.definition);
      return reply
        .type('application/yaml; charset=utf-8')
        .header('content-disposition', `attachment; filename="${profile.id}.yaml"`)
        .send(stringify(profile));
    },
  );

  void app.register(async (forms) => {
    await forms.register(formbody, { bodyLimit: 131_072 });

    forms.post('/methods/draft', { schema: { hide: true } }, async (request, reply) => {
      const fields = readFields(request.body);
      const opened = unpackProfile(fields['definition'] ?? '');
      const against = await chosen(fields['against']);
      try {
        return await reply.redirect(linkTo(await readForm(fields, opened), against), 303);
      } catch (error) {
        return show(reply, opened, { against, mistake: mistakeOf(error), filled: fields });
      }
    });

    forms.post(
      '/methods/save',
      { schema: { hide: true }, config: { rateLimit: { max: savesPerMinute, timeWindow: 60_000 } } },
      async (request, reply) => {
        const fields = readFields(request.body);
        const draft = unpackProfile(fields['definition'] ?? '');
        const against = await chosen(fields['against']);
        try {
          requireAdministrator(dependencies.adminToken, fields['token'] ?? '');
          const profile = await save(draft, fields['id'] ?? '');
          return await reply.redirect(`/methods/${profile.id}`, 303);
        } catch (error) {
          return show(reply, draft, { against, mistake: mistakeOf(error) });
        }
      },
    );
  });

  /** What the form, or the YAML text where that was sent, says. */
  async function readForm(fields: Readonly<Record<string, string>>, opened: Profile): Promise<Profile> {
    if (fields['action'] === 'yaml') return readYaml(fields['yaml'] ?? '');
    const indicators = choosableIndicators(opened, await dependencies.indicators.list(), outcomeIds);
    return draftFromForm(opened, new URLSearchParams(fields), indicators);
  }

  function readYaml(text: string): Profile {
    const { value } = parseYaml({ file: 'The text', text }, profileSchema);
    checkDraft(value, outcomeIds);
    return value;
  }

  async function save(draft: Profile, id: string): Promise<Profile> {
    checkDraft(draft, outcomeIds);
    // Scored first: what cannot be scored here is not worth keeping, and the message says why.
    await scoring.draft(draft);
    return database.transaction(async (transaction) => {
      const store = createSavedProfileStore(transaction);
      const [newest] = await store.versions(id);
      const named = namedDraft(draft, id, { shipped: dependencies.shippedIds, newest: newest ?? null });
      await store.save(named);
      return named;
    });
  }
}
