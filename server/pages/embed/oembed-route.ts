import { z } from 'zod';
import { areaCodeSchema, areaTypeSchema } from '../../../core/contract/area.ts';
import type { Oembed } from '../../../core/contract/embed.ts';
import { AppError } from '../../../core/errors.ts';
import { addressIn, type Locale } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { element, escapeXml } from '../../../core/maps/svg-text.ts';
import { cardSize } from '../../../core/maps/draw-card.ts';
import type { App, HttpSettings } from '../../http/app-types.ts';
import { findArea } from '../../http/area-sets.ts';
import type { AreaReads } from '../../store/area-reads.ts';
import { cardHeight, cardWidth, frameCode, mapHeight } from '../../../core/embed-code.ts';

export interface OembedDependencies {
  readonly settings: HttpSettings;
  readonly areas: AreaReads;
}

const pixels = 'a whole number of pixels from 1 to 10000';
const pixelsSchema = z.coerce
  .number({ error: pixels })
  .int(pixels)
  .min(1, pixels)
  .max(10_000, pixels)
  .optional();
const wholeAddress = 'say which page is to be embedded, by its whole address';
/** Other parameters are let through, as the specification has consumers send what a provider may not know (2.2). */
const oembedQuerySchema = z.object({
  url: z
    .string({ error: wholeAddress })
    .min(1, wholeAddress)
    .max(2000, 'the addresses of pages here are shorter than 2000 characters'),
  format: z.string({ error: 'json or xml' }).max(20, 'json or xml').default('json'),
  maxwidth: pixelsSchema,
  maxheight: pixelsSchema,
});

/** A day: a consumer need not ask again sooner. */
const cacheSeconds = 86_400;
const mapWidth = 800;

/** What an address of ours stands for. */
type Shown =
  | { readonly kind: 'card'; readonly locale: Locale; readonly code: string; readonly query: URLSearchParams }
  | { readonly kind: 'map'; readonly locale: Locale; readonly query: URLSearchParams };

/**
 * oEmbed 1.0 (https://oembed.com): an editor that is given the address of an area's page or of the map asks here for what
 * to put in its own page.
 *
 * Answers need whole addresses, and only a configured public address tells which addresses are ours: without PUBLIC_URL
 * there is no answer for any.
 */
export function registerOembed(app: App, { settings, areas }: OembedDependencies): void {
  app.get('/oembed', { schema: { hide: true, querystring: oembedQuerySchema } }, async (request, reply) => {
    const { url, format, maxwidth, maxheight } = request.query;
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
    if (format !== 'json' && format !== 'xml') {
      const message = `There is no answer in the format "${format}": json and xml are known.`;
      throw new AppError('not-implemented', message, {
        details: { field: 'format', value: format, reason: 'json and xml are known' },
      });
    }
    const { publicUrl } = settings;
    if (publicUrl === null) {
      throw new AppError(
        'not-found',
        'Nothing can be embedded by address: whoever runs this service has to set PUBLIC_URL.',
        {
          details: { field: 'url', reason: 'PUBLIC_URL is not set' },
        },
      );
    }
    const shown = shownAt(url, publicUrl);
    if (shown === null) throw notOurs(url);
    const limits = { maxwidth: maxwidth ?? Infinity, maxheight: maxheight ?? Infinity };
    const answer =
      shown.kind === 'map'
        ? mapAnswer(shown, publicUrl, limits)
        : await cardAnswer(shown, { publicUrl, areas }, limits);
    return format === 'json'
      ? reply.type('application/json; charset=utf-8').send(answer)
      : reply.type('text/xml; charset=utf-8').send(xmlOf(answer));
  });
}

function notOurs(url: string): AppError {
  return new AppError('not-found', 'Only the pages of areas and the map of this service can be embedded.', {
    details: { field: 'url', value: url, reason: 'not the address of an area or of the map here' },
  });
}

/** What of ours is at an address; null where it is nothing that can be shown elsewhere. */
function shownAt(text: string, publicUrl: string): Shown | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const base = new URL(publicUrl);
  const folder = base.pathname.replace(/\/$/, '');
  if (url.host !== base.host || !/^https?:$/.test(url.protocol) || !url.pathname.startsWith(`${folder}/`))
    return null;
  const path = url.pathname.slice(folder.length).replace(/\/$/, '');
  const query = url.searchParams;
  const map = /^(\/cy)?\/(?:map|embed|embed\/map)$/.exec(path);
  if (map !== null) return { kind: 'map', locale: localeOf(map[1]), query };
  const match = /^(\/cy)?(?:\/embed)?\/areas\/([^/]+)$/.exec(path);
  const code = areaCodeSchema.safeParse(match?.[2]);
  return code.success ? { kind: 'card', locale: localeOf(match?.[1]), code: code.data, query } : null;
}

/** By the beginning of a path, which English has not. */
function localeOf(prefix: string | undefined): Locale {
  return prefix === undefined ? 'en' : 'cy';
}

interface Limits {
  readonly maxwidth: number;
  readonly maxheight: number;
}

function common(publicUrl: string, locale: Locale) {
  return {
    version: '1.0',
    type: 'rich',
    provider_name: createTranslator(locale)('layout.name'),
    provider_url: `${publicUrl}/`,
    cache_age: cacheSeconds,
  } as const;
}

function mapAnswer(
  { locale, query }: Extract<Shown, { kind: 'map' }>,
  publicUrl: string,
  limits: Limits,
): Oembed {
  const [width, height] = [Math.min(mapWidth, limits.maxwidth), Math.min(mapHeight, limits.maxheight)];
  const title = createTranslator(locale)('embed.mapTitle');
  const state = query.size === 0 ? '' : `?${query.toString()}`;
  const html = frameCode({
    address: `${publicUrl}${addressIn(locale, '/embed')}${state}`,
    title,
    width,
    height,
    kind: 'map',
  });
  return { ...common(publicUrl, locale), title, html, width, height };
}

const kindQuerySchema = z.object({
  type: areaTypeSchema.optional().catch(undefined),
  vintage: z.coerce.number().int().optional().catch(undefined),
});

/** What of an area's address its card and its picture know too. */
const passedOn: ReadonlySet<string> = new Set(['type', 'vintage', 'profile', 'base']);

async function cardAnswer(
  { locale, code, query }: Extract<Shown, { kind: 'card' }>,
  { publicUrl, areas }: { readonly publicUrl: string; readonly areas: AreaReads },
  limits: Limits,
): Promise<Oembed> {
  const question = kindQuerySchema.parse(Object.fromEntries(query));
  const area = await findArea(areas, { code, ...question });
  const asked = new URLSearchParams([...query].filter(([name]) => passedOn.has(name)));
  const state = asked.size === 0 ? '' : `?${asked.toString()}`;
  const addressOf = (path: string): string => `${publicUrl}${addressIn(locale, path)}${state}`;
  const [width, height] = [Math.min(cardWidth, limits.maxwidth), Math.min(cardHeight, limits.maxheight)];
  const title = createTranslator(locale)('embed.cardTitle', { name: area.name });
  const thumbnail = {
    thumbnail_url: addressOf(`/areas/${area.code}/map.png`),
    thumbnail_width: cardSize.width,
    thumbnail_height: cardSize.height,
  };
  // A thumbnail must keep to the limits too (2.3.4).
  const fits = cardSize.width <= limits.maxwidth && cardSize.height <= limits.maxheight;
  return {
    ...common(publicUrl, locale),
    title,
    html: frameCode({ address: addressOf(`/embed/areas/${area.code}`), title, width, height, kind: 'card' }),
    ...{ width, height },
    ...(fits ? thumbnail : {}),
  };
}

function xmlOf(answer: Oembed): string {
  const fields = Object.entries(answer).map(([name, value]) => element(name, {}, escapeXml(String(value))));
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>${element('oembed', {}, fields.join(''))}`;
}
