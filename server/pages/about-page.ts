import type { TextBlock } from '../../core/contract/text-page.ts';
import type { MessageKey } from '../../core/language/catalogue.ts';
import {
  links,
  list,
  paragraphs,
  type Operator,
  type TextPageDefinition,
  type TextRequest,
} from './text-page.ts';

/** How not to use it: what is wrong with it in a few words, why, and the term that names it. */
const misuses: readonly { title: MessageKey; text: MessageKey; term: string | null }[] = [
  { title: 'about.notPeople', text: 'about.notPeopleText', term: null },
  { title: 'about.fallacy', text: 'about.fallacyText', term: 'ecological-fallacy' },
  { title: 'about.notUsage', text: 'about.notUsageText', term: null },
  { title: 'about.closeRanks', text: 'about.closeRanksText', term: 'interval' },
  { title: 'about.small', text: 'about.smallText', term: 'small-numbers' },
  { title: 'about.gaps', text: 'about.gapsText', term: 'missing' },
  { title: 'about.borders', text: 'about.bordersText', term: 'maup' },
  { title: 'about.time', text: 'about.timeText', term: 'release' },
  { title: 'about.sample', text: 'about.sampleText', term: 'made-up' },
];

/** Who runs this copy, and how to reach them; whoever runs it without saying so is told to. */
export function contactBlocks({ t }: TextRequest, { name, email }: Operator): TextBlock[] {
  if (name === null && email === null) return paragraphs(t, 'about.noContact');
  return [
    ...(name === null ? [] : [{ kind: 'paragraph' as const, text: t('about.runBy', { name }) }]),
    ...(email === null
      ? paragraphs(t, 'about.noEmail')
      : [
          {
            kind: 'links' as const,
            links: [{ text: t('about.writeTo', { email }), address: `mailto:${email}` }],
          },
        ]),
  ];
}

/** What the Atlas is, who makes it, and what it must not be used for. */
export const aboutPage: TextPageDefinition = {
  path: '/about',
  current: 'about',
  description: 'about.description',
  write: (request, operator) => {
    const { t } = request;
    return {
      title: t('about.title'),
      intro: t('about.intro'),
      sections: [
        {
          id: 'what',
          title: t('about.what'),
          blocks: [...paragraphs(t, 'about.whatText', 'about.whatScore')],
        },
        {
          id: 'use',
          title: t('about.use'),
          blocks: [
            ...paragraphs(t, 'about.useIntro'),
            list(t, 'about.useFind', 'about.useWhy', 'about.useTrust', 'about.useTalk', 'about.useCheck'),
            links(request, [
              { text: 'about.linkAreas', path: '/areas' },
              { text: 'about.linkMethod', path: '/methods', isOneForAll: true },
              { text: 'about.linkGlossary', path: '/glossary' },
              { text: 'about.linkData', path: '/data' },
            ]),
          ],
        },
        {
          id: 'not',
          title: t('about.not'),
          blocks: [
            ...paragraphs(t, 'about.notIntro'),
            {
              kind: 'points',
              points: misuses.map(({ title, text, term }) => ({ title: t(title), text: t(text), term })),
            },
          ],
        },
        {
          id: 'privacy',
          title: t('about.privacy'),
          blocks: paragraphs(t, 'about.privacyText'),
        },
        {
          id: 'who',
          title: t('about.who'),
          blocks: [...paragraphs(t, 'about.whoText'), ...contactBlocks(request, operator)],
        },
      ],
    };
  },
};
