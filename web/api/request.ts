import type { z } from 'zod';
import { problemSchema } from '../../core/contract/problem.ts';
import { t } from '../language/words.ts';

/** An answer that is not what was asked for: the words are the service's own and can be shown. */
export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
  }
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** Sent as JSON, by POST. */
  readonly body?: unknown;
}

async function failureOf(response: Response): Promise<RequestError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  const words = problem.success
    ? problem.data.detail
    : t('explorer.answered', { status: String(response.status) });
  return new RequestError(response.status, words);
}

async function request(address: string, accept: string, options: RequestOptions): Promise<Response> {
  const response = await fetch(address, {
    ...(options.body === undefined
      ? { headers: { accept } }
      : {
          method: 'POST',
          headers: { accept, 'content-type': 'application/json' },
          body: JSON.stringify(options.body),
        }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (!response.ok) throw await failureOf(response);
  return response;
}

/**
 * Fetches JSON and parses it with its contract: nothing unchecked enters the page.
 *
 * @throws RequestError with the service's own words when the answer is not a success, or breaks the contract.
 */
export async function fetchJson<T>(
  address: string,
  schema: z.ZodType<T>,
  options: RequestOptions = {},
): Promise<T> {
  const response = await request(address, 'application/json', options);
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new RequestError(response.status, t('explorer.notAgreed', { address, where }));
  }
  return parsed.data;
}

/** Fetches bytes. @throws RequestError as fetchJson does. */
export async function fetchBytes(address: string, options: RequestOptions = {}): Promise<ArrayBuffer> {
  const response = await request(address, 'application/octet-stream', options);
  return response.arrayBuffer();
}
