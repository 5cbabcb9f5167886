import { z } from 'zod';
import { areaCodeSchema } from '../../../core/contract/area.ts';
import { embedGuideSchema } from '../../../core/contract/embed.ts';
import { areaTypeQuerySchema } from '../../../core/contract/queries.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { findArea } from '../../http/area-sets.ts';
import type { HttpSettings } from '../../http/app-types.ts';
import { previewSecurity } from '../../http/security.ts';
import type { AreaReads } from '../../store/area-reads.ts';
import { registerPage, type PageScope } from '../page.ts';
import {
  cardHeight,
  cardWidth,
  frameCode,
  mapHeight,
  sandboxOf,
  scriptCode,
} from '../../../core/embed-code.ts';

export interface GuidePageDependencies {
  readonly settings: HttpSettings;
  readonly areas: AreaReads;
}

const guideQuerySchema = areaTypeQuerySchema.extend({
  // A form that is sent empty asks for no area.
  area: z.preprocess((text) => (text === '' ? undefined : text), areaCodeSchema.optional()),
});

/** How to show a card or the map on one's own site: code to copy, a preview, and what the frame may do and why. */
export function registerGuidePage(scope: PageScope, { settings, areas }: GuidePageDependencies): void {
  const base = settings.publicUrl ?? '';
  registerPage(scope, {
    path: '/embed/guide',
    query: guideQuerySchema,
    data: embedGuideSchema,
    template: 'embed-guide.njk',
    security: previewSecurity(settings),
    async read({ query: { area: code, ...question }, locale, t }) {
      const area = code === undefined ? null : await findArea(areas, { code, ...question });
      const reference =
        area === null ? null : { code: area.code, name: area.name, type: area.type, vintage: area.vintage };
      return {
        area: reference,
        cardCode:
          reference === null
            ? null
            : frameCode({
                address: `${base}${addressIn(locale, `/embed/areas/${reference.code}`)}`,
                title: t('embed.cardTitle', { name: reference.name }),
                width: cardWidth,
                height: cardHeight,
                kind: 'card',
              }),
        mapCode: frameCode({
          address: `${base}/embed`,
          title: t('embed.mapTitle'),
          width: '100%',
          height: mapHeight,
          kind: 'map',
        }),
        scriptCode: scriptCode(base),
      };
    },
    view: (guide, { t }) => ({
      title: t('embed.guideTitle'),
      description: t('embed.guideDescription'),
      guide,
      card: { width: cardWidth, height: cardHeight, sandbox: sandboxOf('card') },
      oembedAddress: `${base}/oembed`,
    }),
  });
}
