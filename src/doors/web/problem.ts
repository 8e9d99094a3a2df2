/** What the server says when it refuses (RFC 9457). */
export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly field?: string;
  readonly expected?: string;
  readonly got?: unknown;
  readonly requestId?: string;
}

/** A refused or failed call; `code` is stable and is what pages put into words. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(`${body.code}: ${body.detail ?? body.title ?? ''}`);
    this.body = body;
  }
}

/**
 * Calls an address of the server with the session cookie.
 *
 * @returns the JSON answered, or undefined for an empty answer
 * @throws Problem as the server described it; `web.unreachable` when it did not answer at all
 */
export async function call(path: string, request: CallRequest = {}): Promise<unknown> {
  const { method = 'GET', body, headers = {}, signal } = request;
  const response = await fetch(path, {
    method,
    headers: {
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem({ status: 0, code: 'web.unreachable', detail: String(cause) });
  });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? undefined : response.json();
}

export interface CallRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) return new Problem({ status: response.status, code: 'web.no_answer' });
  // The server's own contract: problem JSON always has these fields.
  const body = (await response.json()) as ProblemBody;
  return new Problem({ ...body, status: response.status, code: body.code ?? 'web.no_answer' });
}

/** The code of whatever was thrown. */
export const codeOf = (error: unknown): string => (error instanceof Problem ? error.body.code : 'web.fault');
