import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** What must be known of half a file to go on with it: it is only worth something while the whole is the same. */
const partRecordSchema = z.strictObject({
  address: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
type PartRecord = z.infer<typeof partRecordSchema>;

/** Half a file, from an earlier attempt or an earlier run. */
export interface Part {
  readonly bytes: number;
  readonly record: PartRecord;
}

/** What is there of the file already; null where nothing is, or nothing that may be gone on with. */
export async function readPart(address: string, partPath: string): Promise<Part | null> {
  const facts = await stat(partPath).catch(() => null);
  const text = await readFile(`${partPath}.json`, 'utf8').catch(() => null);
  if (facts === null || facts.size === 0 || text === null) return null;
  const parsed = partRecordSchema.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.address !== address) return null;
  return validatorIn(parsed.data) === null ? null : { bytes: facts.size, record: parsed.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A weak ETag does not vouch for single bytes, so If-Range may not carry one (RFC 9110, 13.1.5). */
export function validatorIn({ etag, lastModified }: Omit<PartRecord, 'address'>): string | null {
  return etag !== null && !etag.startsWith('W/') ? etag : lastModified;
}

/** Writes down what the file is that begins to come. */
export async function recordPart(partPath: string, record: PartRecord): Promise<void> {
  await writeFile(`${partPath}.json`, JSON.stringify(record));
}

/** Throws half a file away. */
export async function discardPart(partPath: string): Promise<void> {
  await rm(partPath, { force: true });
  await rm(`${partPath}.json`, { force: true });
}

/** How a server says which state of a file it sends. */
export function validatorsOf(response: Response): Omit<PartRecord, 'address'> {
  return { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') };
}
