import { gunzipSync } from 'node:zlib';
import type { AnyReply, AnyRequest } from './app-types.ts';
import { matchesEtag } from './conditional.ts';

const aYear = 'public, max-age=31536000, immutable';
const mapboxVectorTile = 'application/vnd.mapbox-vector-tile';

/**
 * Answers with a vector tile. Its address names its content, so the answer never changes: browsers and proxies keep it
 * for a year. The gzip bytes are sent as they are.
 *
 * @param key names the tile; the same key, the same bytes
 * @param read gives the gzipped tile, empty where nothing is there
 */
export async function answerWithTile(
  request: AnyRequest,
  reply: AnyReply,
  { key, read }: { readonly key: string; readonly read: () => Promise<Uint8Array> },
): Promise<AnyReply> {
  const etag = `"${key}"`;
  reply.headers({
    etag,
    'cache-control': aYear,
    vary: 'accept-encoding',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const bytes = await read();
  // Nothing there is an answer, not a mistake: 404 would fill the browser's console over the sea.
  if (bytes.byteLength === 0) return reply.code(204).send();
  reply.type(mapboxVectorTile);
  const isGzipWelcome = (request.headers['accept-encoding'] ?? '').includes('gzip');
  if (!isGzipWelcome) return reply.send(Buffer.from(gunzipSync(bytes)));
  return reply
    .header('content-encoding', 'gzip')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
