import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Problem } from '../core/contract/problem.ts';
import { escapeHtml } from '../core/escape-html.ts';

/*
 * The port opens before the database does, and never closes in between: a plain node:http server answers with a
 * "starting" page, and later hands every request to the application. Imports nothing heavy, so that it listens at once.
 */

export interface FrontDoor {
  /** Where it listens: with port 0 the one that the system chose. */
  readonly port: number;
  /** What the starting page says is happening now. */
  say(progress: string): void;
  /** From now on every request goes to the application. */
  open(application: RequestListener): void;
  /** Takes no new connections, lets requests in flight end, and after the time given cuts them off. */
  close(drainMilliseconds: number): Promise<void>;
}

const style =
  'body{font-family:sans-serif;max-width:40em;margin:4em auto;padding:0 1em;line-height:1.5;color:#0b0c0c;background:#fff}';
const styleHash = createHash('sha256').update(style).digest('base64');
const retryAfterSeconds = 2;

function startingPage(progress: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${retryAfterSeconds}">
<title>Starting - Digital Exclusion Atlas</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>The atlas is starting</h1>
<p>It is opening its database. This page shows the map as soon as that is done; the first start takes longer.</p>
<p role="status">${escapeHtml(progress)}</p>
</main>
</body>
</html>
`;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function startingAnswer(request: IncomingMessage, progress: string): Answer {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/health') return { status: 200, type: 'application/json', body: '{"status":"alive"}' };
  const message = `The service is starting: ${progress}`;
  if (path === '/ready') {
    const checks = [{ name: 'database', isPassed: false, message }];
    return { status: 503, type: 'application/json', body: JSON.stringify({ isReady: false, checks }) };
  }
  if (!path.startsWith('/api') && (request.headers.accept ?? '').includes('text/html')) {
    return { status: 503, type: 'text/html', body: startingPage(progress) };
  }
  const problem: Problem = {
    type: 'about:blank',
    title: 'Not available at the moment',
    status: 503,
    detail: message,
    instance: path,
  };
  return { status: 503, type: 'application/problem+json', body: JSON.stringify(problem) };
}

function answerStarting(request: IncomingMessage, response: ServerResponse, progress: string): void {
  const answer = startingAnswer(request, progress);
  response.writeHead(answer.status, {
    'content-type': `${answer.type}; charset=utf-8`,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'self'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(answer.status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

export interface Place {
  readonly host: string;
  /** 0 for one that the system chooses. */
  readonly port: number;
  /** How long the headers of a request may take to arrive. Default 10 s. */
  readonly headersMilliseconds?: number;
}

/**
 * Listens, and answers everything with "starting" until opened.
 *
 * Node's own limits let slow clients hold a connection for ever (measured: 400 of 400 slow connections kept open), so
 * headers must arrive in 10 s and a request in 30 s.
 *
 * @throws Error EADDRINUSE where the port is taken.
 */
export async function openFrontDoor(place: Place): Promise<FrontDoor> {
  let progress = 'opening';
  let handle: RequestListener = (request, response) => {
    answerStarting(request, response, progress);
  };
  const server = createServer(
    {
      headersTimeout: place.headersMilliseconds ?? 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: Math.min(5_000, place.headersMilliseconds ?? 10_000),
    },
    (request, response) => {
      if (!server.listening) response.setHeader('connection', 'close');
      handle(request, response);
    },
  );
  server.maxRequestsPerSocket = 10_000;
  server.maxConnections = 2_000;
  await listen(server, place);
  return {
    port: portOf(server),
    say(text) {
      progress = text;
    },
    open(application) {
      handle = application;
    },
    close: (drainMilliseconds) => drain(server, drainMilliseconds),
  };
}

function listen(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.port, place.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}

function drain(server: Server, drainMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, 100);
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, drainMilliseconds);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}
