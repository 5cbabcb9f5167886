import { AppError } from '../../../core/errors.ts';
import type { App } from '../../http/app-types.ts';

/** An hour: the address never changes, so what is there must be asked for now and then. */
const hostScriptCache = 'public, max-age=3600';

/** The script that a council's page loads once: it gives every frame of the Atlas the height that its card asks for. */
export function registerHostScript(app: App, script: Buffer | null): void {
  app.get('/embed.js', { schema: { hide: true } }, async (_request, reply) => {
    if (script === null) throw new AppError('not-found', 'The scripts of the pages have not been built.');
    return reply
      .headers({ 'cross-origin-resource-policy': 'cross-origin', 'cache-control': hostScriptCache })
      .type('text/javascript; charset=utf-8')
      .send(script);
  });
}
