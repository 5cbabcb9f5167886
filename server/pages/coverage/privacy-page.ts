import { daysAfterClosing } from '../../../core/coverage/keeping-times.ts';
import { contactBlocks } from '../about-page.ts';
import { paragraphs, type TextPageDefinition } from '../text-page.ts';
import { problemsPath } from './problem-view.ts';

/** What is kept of reports about coverage, and until when. @param emailDays ATLAS_CHALLENGE_EMAIL_DAYS */
export function privacyPage(emailDays: number): TextPageDefinition {
  return {
    path: `${problemsPath}/privacy`,
    description: 'coverageProblems.privacyDescription',
    write: (request, operator) => {
      const { t } = request;
      const closedDays = daysAfterClosing;
      return {
        title: t('coverageProblems.privacyTitle'),
        intro: t('coverageProblems.privacyIntro'),
        sections: [
          {
            id: 'kept',
            title: t('coverageProblems.keptTitle'),
            blocks: [
              {
                kind: 'list',
                items: [
                  t('coverageProblems.keptReport'),
                  t('coverageProblems.keptNote', { closedDays }),
                  t('coverageProblems.keptEmail', { days: emailDays, closedDays }),
                  t('coverageProblems.keptAddress'),
                ],
              },
            ],
          },
          {
            id: 'who',
            title: t('coverageProblems.whoTitle'),
            blocks: [
              {
                kind: 'list',
                items: [
                  t('coverageProblems.whoPublic'),
                  t('coverageProblems.whoReference'),
                  t('coverageProblems.whoOfficers'),
                ],
              },
            ],
          },
          {
            id: 'rights',
            title: t('coverageProblems.rightsTitle'),
            blocks: [
              ...paragraphs(t, 'coverageProblems.rightsText', 'coverageProblems.backupsText'),
              ...contactBlocks(request, operator),
            ],
          },
        ],
      };
    },
  };
}
