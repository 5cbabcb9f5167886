import type { AnyReply } from './app-types.ts';

/** Aborted when whoever asked has gone. */
export function untilGone(reply: AnyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new Error('Nobody waits for this file any more.'));
  });
  return gone.signal;
}
