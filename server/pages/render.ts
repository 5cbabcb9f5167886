import { join } from 'node:path';
import nunjucks from 'nunjucks';
import type { Attribution } from '../../core/contract/dataset.ts';
import { termMessages } from '../../core/glossary/term-messages.ts';
import { formatDay } from '../../core/language/format-day.ts';
import { addressIn, languageNames, languageTags, locales, type Locale } from '../../core/language/locale.ts';
import { formatPeriod } from '../../core/language/format-period.ts';
import { numberFormat } from '../../core/language/number-format.ts';
import { createTranslator } from '../../core/language/translator.ts';
import { rankText } from '../../core/rank-text.ts';
import { repositoryFolder } from '../repository-folder.ts';
import type { PageAssets } from './web-build.ts';

/** 1234.5 with one decimal as "1,234.5"; nothing at all as "no data", in the language of the page. */
function formatNumber(value: number | null | undefined, decimals: number, locale: Locale): string {
  if (value === null || value === undefined || !Number.isFinite(value))
    return createTranslator(locale)('layout.noData');
  return numberFormat(locale, decimals).format(value);
}

/** A cell of a chart's table: text as it is, a number with at most two decimals, nothing at all as "no data". */
function formatCell(cell: string | number | null, locale: Locale): string {
  if (typeof cell === 'string') return cell;
  return formatNumber(cell, Number.isInteger(cell) ? 0 : 2, locale);
}

/** Which entry of the navigation a page is. */
export type NavigationEntry =
  'home' | 'map' | 'areas' | 'coverage' | 'compare' | 'clusters' | 'method' | 'data' | 'about' | 'api';

export interface PageFacts {
  readonly title: string;
  /** One sentence for search engines and for those to whom the link is sent. */
  readonly description?: string;
  readonly current?: NavigationEntry;
  readonly attribution?: Attribution | null;
  /** The language of the page; English unless said. */
  readonly locale?: Locale;
  /** The address in English, with its query: what the language switch and the canonical link are made from. */
  readonly path?: string;
  /** Whether the page exists in the other languages too. */
  readonly isTranslated?: boolean;
  /** The address of the page's data, where it has any. */
  readonly dataAddress?: string;
  /** The address of a picture for those to whom the link is sent, 1200 by 630. */
  readonly imagePath?: string;
  /** The address in English, with its query, that others can show on their pages: what oEmbed is asked about. */
  readonly embeddablePath?: string;
  /** What the page is about in the words of schema.org. */
  readonly jsonLd?: Readonly<Record<string, unknown>>;
}

export type RenderPage = (template: string, facts: PageFacts & Readonly<Record<string, unknown>>) => string;

interface FilterContext {
  readonly ctx: { readonly locale?: Locale };
}

/** The same page in each language, for the switch and for search engines. */
function languagesOf(current: Locale, path: string) {
  return locales.map((locale) => ({
    locale,
    tag: languageTags[locale],
    name: languageNames[locale],
    address: addressIn(locale, path),
    isCurrent: locale === current,
  }));
}

/** JSON inside a script element must not be able to end it. */
function embedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/**
 * Renders the pages: GOV.UK Frontend's components without the crown, the crest and the Transport typeface, which are
 * for gov.uk only. Everything is escaped unless a template says otherwise, and none does for data.
 *
 * @param publicUrl where links in the head begin: they must be whole addresses, so without it they are left out
 */
export function createRenderer(assets: PageAssets, publicUrl: string | null = null): RenderPage {
  const folders = [
    join(repositoryFolder, 'server', 'pages', 'templates'),
    join(repositoryFolder, 'node_modules', 'govuk-frontend', 'dist'),
  ];
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const localeOf = (context: FilterContext): Locale => context.ctx.locale ?? 'en';
  environment.addFilter(
    'number',
    function (this: FilterContext, value: number | null | undefined, digits?: number) {
      return formatNumber(value, digits ?? 0, localeOf(this));
    },
  );
  environment.addFilter(
    'rank',
    function (this: FilterContext, { rank, jointRank }: { rank: number | null; jointRank: number | null }) {
      const locale = localeOf(this);
      return rank === null ? formatNumber(null, 0, locale) : rankText({ rank, jointRank }, locale);
    },
  );
  environment.addFilter('day', function (this: FilterContext, iso: string) {
    return formatDay(iso, localeOf(this));
  });
  environment.addFilter('period', function (this: FilterContext, period: string) {
    return formatPeriod(period, localeOf(this));
  });
  environment.addFilter('periods', function (this: FilterContext, periods: readonly string[]) {
    return periods.map((period) => formatPeriod(period, localeOf(this))).join(', ');
  });
  environment.addFilter('figure', function (this: FilterContext, cell: string | number | null) {
    return formatCell(cell, localeOf(this));
  });
  return (template, facts) => {
    const locale = facts.locale ?? 'en';
    return environment.render(template, {
      assets,
      publicUrl,
      attribution: null,
      ...facts,
      locale,
      languageTag: languageTags[locale],
      t: createTranslator(locale),
      link: (path: string) => addressIn(locale, path),
      termName: (anchor: string) => createTranslator(locale)(termMessages(anchor).term),
      languages:
        facts.isTranslated === true && facts.path !== undefined ? languagesOf(locale, facts.path) : [],
      jsonLdText: facts.jsonLd === undefined ? null : embedJson(facts.jsonLd),
    });
  };
}
