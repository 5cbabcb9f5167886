import { inject } from 'vitest';
import { z } from 'zod';

/** The address of a page of the service under test. @example useAtlas()('?view=table') */
export type AddressOf = (path?: string) => string;

export function useAtlas(): AddressOf {
  const address = inject('atlasAddress');
  return (path = '') => `${address}/${path}`;
}

/**
 * Asks until the service answers in earnest: what is worked out when it is first asked for may take longer than a page
 * waits, and until then another page stands there.
 */
export async function answerTo(address: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(address);
    if (answer.status !== 503) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const areaSchema = z.object({ code: z.string(), name: z.string() });
export type ListedArea = z.infer<typeof areaSchema>;

/** The areas of a kind, in the order of the list that people see: greatest risk first. */
export async function listedAreas(atlas: AddressOf, type: string): Promise<readonly ListedArea[]> {
  const answer = await answerTo(atlas(`areas.json?type=${type}`));
  return z.object({ rows: z.array(areaSchema).min(1) }).parse(await answer.json()).rows;
}

const itemSchema = z.object({ items: z.array(z.looseObject({})).min(1) });

/** A premises and a not-spot without superfast broadband, each the first of its list; the not-spot with its ward. */
export async function listedGaps(atlas: AddressOf): Promise<{ premises: ListedArea; notSpot: ListedArea }> {
  const first = async (path: string) => itemSchema.parse(await (await answerTo(atlas(path))).json()).items[0];
  const { uprn } = z
    .object({ uprn: z.number() })
    .parse(await first('api/v1/coverage/premises?class=superfast&limit=1'));
  const { id, wards } = z
    .object({ id: z.string(), wards: z.array(areaSchema).min(1) })
    .parse(await first('api/v1/coverage/not-spots?class=superfast&limit=1'));
  return {
    premises: { code: String(uprn), name: '' },
    notSpot: { code: id, name: wards[0]?.name ?? '' },
  };
}
