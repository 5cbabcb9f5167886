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
