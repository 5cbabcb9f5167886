import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../core/errors.ts';
import { discardPart, readPart, recordPart, validatorIn, validatorsOf, type Part } from './download-part.ts';

export interface DownloadOptions {
  readonly address: string;
  /** Where the bytes gather until all are there; what is known of them stands beside it in `<partPath>.json`. */
  readonly partPath: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Default 6. */
  readonly attempts?: number;
  /** Wait before the second attempt, doubled before each further one. Default 1 s. */
  readonly backOffMilliseconds?: number;
  /** An answer that brings nothing for so long is given up and tried again. Default 60 s. */
  readonly stallMilliseconds?: number;
}

export interface DownloadProgress {
  readonly bytes: number;
  /** Null where the server does not say. */
  readonly total: number | null;
}

export interface Download {
  readonly bytes: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The name the server gives the file, else the last part of the address it came from. */
  readonly name: string | null;
  readonly attempts: number;
}

/** A fault that another attempt may mend. */
class Interrupted extends Error {
  /** Seconds that the server asks to wait. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    options: { readonly cause?: unknown; readonly retryAfter?: number | null } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Interrupted';
    this.retryAfter = options.retryAfter ?? null;
  }
}

const longestWaitSeconds = 60;

/**
 * Downloads an address into a file, going on where an earlier attempt, or an earlier run, was cut off. Half a file is
 * continued only where the server confirms by its validator (ETag, else Last-Modified) that the whole has not changed;
 * else it begins again. The length must be what the server said.
 *
 * @throws AppError source-unavailable when the publisher refuses, or all attempts failed.
 */
export async function downloadFile(options: DownloadOptions): Promise<Download> {
  const attempts = options.attempts ?? 6;
  let last: Interrupted | null = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (last !== null) await sleep(waitBefore(attempt, last, options), undefined, { signal: options.signal });
    try {
      return { ...(await attemptDownload(options)), attempts: attempt };
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      last = error;
    }
  }
  throw new AppError(
    'source-unavailable',
    `${options.address} could not be downloaded in ${attempts} attempts: ${last?.message ?? ''} What came is kept; try again to go on.`,
    { cause: last, details: { address: options.address, attempts, reason: last?.message } },
  );
}

function waitBefore(attempt: number, last: Interrupted, options: DownloadOptions): number {
  if (last.retryAfter !== null) return 1000 * Math.min(last.retryAfter, longestWaitSeconds);
  return (options.backOffMilliseconds ?? 1000) * 2 ** (attempt - 2);
}

async function attemptDownload(options: DownloadOptions): Promise<Omit<Download, 'attempts'>> {
  const part = await readPart(options.address, options.partPath);
  const stall = new AbortController();
  const signals = options.signal === undefined ? [stall.signal] : [stall.signal, options.signal];
  const timer = setTimeout(() => {
    stall.abort();
  }, options.stallMilliseconds ?? 60_000);
  try {
    const response = await request(options.address, part, AbortSignal.any(signals));
    const plan = await planWriting(response, part, options);
    const bytes = await writeBody(response, plan, options, () => timer.refresh());
    if (plan.total !== null && bytes !== plan.total) {
      if (bytes > plan.total) await discardPart(options.partPath);
      throw new Interrupted(`it sent ${bytes} bytes of ${plan.total}.`);
    }
    const { etag, lastModified } = validatorsOf(response);
    return { bytes, etag, lastModified, name: nameOf(response) };
  } catch (error) {
    if (error instanceof AppError || error instanceof Interrupted) throw error;
    options.signal?.throwIfAborted();
    throw new Interrupted(stall.signal.aborted ? 'nothing came for too long.' : `${messageOf(error)}.`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

async function request(address: string, part: Part | null, signal: AbortSignal): Promise<Response> {
  const headers = new Headers({
    'user-agent': 'Mozilla/5.0 (compatible; digital-exclusion-atlas; atlas fetch)',
  });
  const validator = part === null ? null : validatorIn(part.record);
  if (part !== null && validator !== null) {
    // fetch itself asks for an uncompressed answer when there is a range.
    headers.set('range', `bytes=${part.bytes}-`);
    headers.set('if-range', validator);
  } else {
    // Compressed answers have other lengths and cannot be continued.
    headers.set('accept-encoding', 'identity');
  }
  return fetch(address, { headers, signal });
}

interface WritePlan {
  /** Byte to go on from; 0 begins anew. */
  readonly from: number;
  /** Length of the whole file; null where unsaid. */
  readonly total: number | null;
}

/** @throws AppError for a refusal; Interrupted for what may pass. */
async function planWriting(
  response: Response,
  part: Part | null,
  { address, partPath }: DownloadOptions,
): Promise<WritePlan> {
  const { status } = response;
  if (status === 206 && part !== null) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
    const isSame = validatorIn(validatorsOf(response)) === validatorIn(part.record);
    if (range !== null && Number(range[1]) === part.bytes && isSame) {
      return { from: part.bytes, total: range[2] === '*' ? null : Number(range[2]) };
    }
    await abandon(response, partPath);
    throw new Interrupted('it gave another part than was asked for, or of another file.');
  }
  if (status === 416) {
    await abandon(response, partPath);
    throw new Interrupted('the file is shorter now than what had come.');
  }
  if (status === 429 || status >= 500) {
    await response.body?.cancel();
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    throw new Interrupted(`it answered ${status}.`, {
      retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
    });
  }
  if (status !== 200) {
    await response.body?.cancel();
    throw new AppError('source-unavailable', `${address} answered ${status} ${response.statusText}.`, {
      details: { address, status },
    });
  }
  await refuseWebPage(response, address);
  await recordPart(partPath, { address, ...validatorsOf(response) });
  const length = response.headers.get('content-length');
  return { from: 0, total: length === null ? null : Number(length) };
}

/** Publishers answer with a page ("we have moved", "accept cookies") and status 200. */
async function refuseWebPage(response: Response, address: string): Promise<void> {
  if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) return;
  await response.body?.cancel();
  throw new AppError('source-unavailable', `${address} answers with a web page, not with the file.`, {
    details: { address, reason: 'text/html' },
  });
}

async function abandon(response: Response, partPath: string): Promise<void> {
  await response.body?.cancel();
  await discardPart(partPath);
}

async function writeBody(
  response: Response,
  plan: WritePlan,
  options: DownloadOptions,
  onChunk: () => void,
): Promise<number> {
  let bytes = plan.from;
  if (response.body === null) throw new Interrupted('it sent nothing.');
  const out = createWriteStream(options.partPath, { flags: plan.from === 0 ? 'w' : 'a' });
  try {
    for await (const chunk of response.body) {
      onChunk();
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.byteLength;
      await new Promise<void>((resolve, reject) => {
        out.write(chunk, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
      options.onProgress?.({ bytes, total: plan.total });
    }
  } finally {
    await new Promise<void>((resolve) => out.end(resolve));
  }
  return bytes;
}

function nameOf(response: Response): string | null {
  const said = /filename="?([^";]+)"?/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const name = said ?? new URL(response.url).pathname.split('/').at(-1) ?? '';
  // Nothing that could lead out of the folder.
  const safe = decodeURIComponent(name)
    .replaceAll(/[^\w.()-]+/g, '_')
    .replace(/^\.+/, '');
  return safe === '' ? null : safe;
}

/** The message of the innermost cause: fetch itself says only "fetch failed". */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? messageOf(error.cause) : error.message;
}
