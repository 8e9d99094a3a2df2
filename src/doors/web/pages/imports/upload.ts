import { Problem, type ProblemBody } from '../../problem.ts';

/** What the server says once a file has arrived. */
export interface Uploaded {
  readonly upload: string;
  readonly name: string;
  readonly bytes: number;
}

export interface Sending {
  /** The file's place on the server. Fails with a Problem, or with an AbortError when stopped. */
  readonly done: Promise<Uploaded>;
  stop(): void;
}

/**
 * Sends a file to the server; nothing of it is imported yet.
 *
 * XMLHttpRequest, because fetch does not tell how much has left.
 *
 * @param onProgress told the share sent, 0–1
 */
export function sendFile(file: File, workspace: string, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<Uploaded>((give, refuse) => {
    request.open('POST', `/api/imports?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('x-perdure-workspace', workspace);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      request.status < 300 ? give(JSON.parse(request.responseText) as Uploaded) : refuse(problemOf(request));
    request.onerror = () => refuse(new Problem({ status: 0, code: 'web.unreachable' }));
    request.onabort = () => refuse(new DOMException('stopped', 'AbortError'));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}

function problemOf({ status, responseText }: XMLHttpRequest): Problem {
  const json = responseText.startsWith('{');
  // Problem JSON as docs/guide/api-routes.md describes it.
  const body = json ? (JSON.parse(responseText) as ProblemBody) : { status, code: 'web.no_answer' };
  return new Problem({ ...body, status });
}
