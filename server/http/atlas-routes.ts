import { atlasSummarySchema } from '../../core/contract/tiles.ts';
import { noQuerySchema } from '../../core/contract/queries.ts';
import type { AtlasReads, BoundarySet } from '../store/atlas-reads.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import { linkBase, type App, type HttpSettings } from './app-types.ts';
import { tileJsonPath, tileTemplate } from './tile-routes.ts';

type Box = [number, number, number, number];

function union(sets: readonly BoundarySet[]): Box | null {
  const boxes = sets.map((set) => set.bounds).filter((bounds) => bounds !== null);
  if (boxes.length === 0) return null;
  return [
    Math.min(...boxes.map(([west]) => west)),
    Math.min(...boxes.map(([, south]) => south)),
    Math.max(...boxes.map(([, , east]) => east)),
    Math.max(...boxes.map(([, , , north]) => north)),
  ];
}

export interface AtlasDependencies {
  readonly settings: HttpSettings;
  readonly atlas: AtlasReads;
  readonly credits: Pick<CreditReads, 'everything'>;
}

/** What is loaded: all that the explorer needs before it can draw. */
export function registerAtlasRoutes(api: App, { settings, atlas, credits }: AtlasDependencies): void {
  api.get(
    '/atlas',
    {
      schema: {
        summary: 'What is loaded: boundary sets, extent, attribution',
        tags: ['atlas'],
        querystring: noQuerySchema,
        response: { 200: atlasSummarySchema },
      },
    },
    async () => {
      const [sets, credit] = await Promise.all([atlas.boundarySets(), credits.everything()]);
      return {
        madeUp: credit.madeUp,
        bounds: union(sets),
        boundarySets: sets.map((set) => ({
          type: set.type,
          vintage: set.vintage,
          areaCount: set.areaCount,
          tileHash: set.tileHash,
          tileJson: set.tileHash === null ? null : tileJsonPath(set),
          tiles: tileTemplate(set, linkBase(settings)),
        })),
        basemapStyle: settings.basemapStyleUrl,
        attribution: credit.lines,
      };
    },
  );
}
