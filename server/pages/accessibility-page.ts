import { contactBlocks } from './about-page.ts';
import { links, list, paragraphs, type TextPageDefinition } from './text-page.ts';

/** When the statement was written and the tests that it names were last changed. */
const preparedOn = new Date('2026-11-22T12:00:00Z');

/**
 * The accessibility statement, after the model of the UK regulations of 2018. It claims no more than the tests show: change it
 * with them.
 */
export const accessibilityPage: TextPageDefinition = {
  path: '/accessibility',
  description: 'accessibility.description',
  write: (request, operator) => {
    const { t } = request;
    return {
      title: t('accessibility.title'),
      intro: t('accessibility.intro'),
      sections: [
        {
          id: 'can',
          title: t('accessibility.can'),
          blocks: [
            ...paragraphs(t, 'accessibility.canIntro'),
            list(
              t,
              'accessibility.canColours',
              'accessibility.canZoom',
              'accessibility.canKeyboard',
              'accessibility.canScripts',
              'accessibility.canDark',
              'accessibility.canMap',
            ),
          ],
        },
        {
          id: 'status',
          title: t('accessibility.status'),
          blocks: paragraphs(t, 'accessibility.statusText'),
        },
        {
          id: 'gaps',
          title: t('accessibility.gaps'),
          blocks: [
            ...paragraphs(t, 'accessibility.gapsIntro'),
            list(
              t,
              'accessibility.gapMap',
              'accessibility.gapEnglish',
              'accessibility.gapMethods',
              'accessibility.gapWelsh',
              'accessibility.gapReaders',
            ),
            ...paragraphs(t, 'accessibility.exempt'),
          ],
        },
        {
          id: 'tests',
          title: t('accessibility.tests'),
          blocks: [
            ...paragraphs(t, 'accessibility.testsIntro'),
            list(
              t,
              'accessibility.testAxe',
              'accessibility.testKeyboard',
              'accessibility.testZoom',
              'accessibility.testScripts',
            ),
            ...paragraphs(t, 'accessibility.testsLimits'),
          ],
        },
        {
          id: 'feedback',
          title: t('accessibility.feedback'),
          blocks: [...paragraphs(t, 'accessibility.feedbackText'), ...contactBlocks(request, operator)],
        },
        {
          id: 'enforcement',
          title: t('accessibility.enforcement'),
          blocks: [
            ...paragraphs(t, 'accessibility.enforcementText', 'accessibility.enforcementIreland'),
            links(request, [
              {
                text: 'accessibility.linkEass',
                path: 'https://www.equalityadvisoryservice.com/',
                isOneForAll: true,
              },
              { text: 'accessibility.linkEcni', path: 'https://www.equalityni.org/', isOneForAll: true },
            ]),
          ],
        },
        {
          id: 'date',
          title: t('accessibility.date'),
          blocks: [{ kind: 'paragraph', text: t('accessibility.dateText', { prepared: preparedOn }) }],
        },
      ],
    };
  },
};
