import { join } from 'node:path';
import nunjucks from 'nunjucks';
import type { Attribution } from '../../core/contract/dataset.ts';
import { repositoryFolder } from '../repository-folder.ts';
import type { PageAssets } from './web-build.ts';

const decimal = new Map<number, Intl.NumberFormat>();

/** 1234.5 with one decimal as "1,234.5"; nothing at all as "no data". */
function formatNumber(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'no data';
  let format = decimal.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-GB', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    decimal.set(decimals, format);
  }
  return format.format(value);
}

/** A cell of a chart's table: text as it is, a number with at most two decimals, nothing at all as "no data". */
function formatCell(cell: string | number | null): string {
  if (typeof cell === 'string') return cell;
  return formatNumber(cell, Number.isInteger(cell) ? 0 : 2);
}

/** "22 November 2026", from an ISO date. */
function formatDate(iso: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });
  return format.format(new Date(iso));
}

interface PageFacts {
  readonly title: string;
  /** Which entry of the navigation is this page. */
  readonly current?: 'map' | 'clusters' | 'method' | 'data' | 'api';
  readonly attribution?: Attribution | null;
}

export type RenderPage = (template: string, facts: PageFacts & Readonly<Record<string, unknown>>) => string;

/**
 * Renders the pages: GOV.UK Frontend's components without the crown, the crest and the Transport typeface, which are
 * for gov.uk only. Everything is escaped unless a template says otherwise, and none does for data.
 */
export function createRenderer(assets: PageAssets): RenderPage {
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
  environment.addFilter('number', formatNumber);
  environment.addFilter('day', formatDate);
  environment.addFilter('figure', formatCell);
  return (template, facts) => environment.render(template, { assets, attribution: null, ...facts });
}
