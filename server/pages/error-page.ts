import type { Problem } from '../../core/contract/problem.ts';
import { locales, type Locale } from '../../core/language/locale.ts';
import { createTranslator, type Translate } from '../../core/language/translator.ts';
import type { RenderPage } from './render.ts';

interface Paragraph {
  readonly text: string;
  /** Said by the service in English, whatever the page is in. */
  readonly isEnglish?: boolean;
}

interface Words {
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
  /** What the page is about will be there in a while: a script of the page looks again, and there is a link to do it. */
  readonly isWaiting: boolean;
  /** How far the work is that the page waits for: percent. */
  readonly percentDone?: number;
}

/** Which kind of problem it is, by the end of its address. */
function headingOf({ type, title }: Problem, t: Translate): string {
  const key = `error.${type.split('#problem-').at(-1) ?? ''}`;
  return t.has(key) ? t(key) : title;
}

function wordsFor(problem: Problem, t: Translate): Words {
  const detail = { text: problem.detail, isEnglish: true };
  switch (problem.status) {
    case 404:
      return {
        heading: t('error.notFound'),
        paragraphs: [{ text: t('error.checkAddress') }],
        isWaiting: false,
      };
    case 503:
      return { heading: t('error.notReady'), paragraphs: [{ text: t('error.opening') }], isWaiting: true };
    case 500:
      return { heading: t('error.ours'), paragraphs: [{ text: t('error.tryLater') }], isWaiting: false };
    default:
      return {
        heading: headingOf(problem, t),
        paragraphs: t.locale === 'en' ? [detail] : [{ text: t('error.reasonInEnglish') }, detail],
        isWaiting: false,
      };
  }
}

/** What is being worked out is named in English only. */
function wordsWhile(problem: Problem, done: number, t: Translate): Words {
  return {
    heading: t('error.oneMoment'),
    paragraphs: [{ text: t.locale === 'en' ? problem.detail : t('error.working') }],
    isWaiting: true,
    percentDone: Math.floor(100 * done),
  };
}

/** The language of an address: that of the pages under it. */
function localeOf(path: string | undefined): Locale {
  return locales.find((locale) => path === `/${locale}` || path?.startsWith(`/${locale}/`)) ?? 'en';
}

/**
 * The page that people see in place of problem details, or in place of what is still being worked out (`done` is how far:
 * 0 to 1, else null), in the language of the address. It needs no database.
 */
export function createErrorPage(render: RenderPage): (problem: Problem, done: number | null) => string {
  return (problem, done) => {
    const locale = localeOf(problem.instance);
    const t = createTranslator(locale);
    const words = done === null ? wordsFor(problem, t) : wordsWhile(problem, done, t);
    return render('error.njk', { title: words.heading, locale, problem, ...words });
  };
}
