import { KitError } from './kit-error.ts';

export interface Answer {
  status: number;
  text: string;
  header(name: string): string | null;
}

interface OutgoingRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Blob | null;
  signal?: AbortSignal;
  onSent?: (sentBytes: number) => void;
}

/** One request by XMLHttpRequest: the only way in today's browsers to see bytes leave.
 *  @throws KitError `network` without an answer; DOMException AbortError after `signal`. */
export function sendRequest({
  method,
  url,
  headers,
  body,
  signal,
  onSent,
}: OutgoingRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    if (signal?.aborted) {
      aborted();
      return;
    }
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onSent) request.upload.onprogress = (event) => onSent(event.loaded);
    request.onabort = aborted;
    request.onerror = () => reject(new KitError('network', 'The connection was lost.'));
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        header: (name) => request.getResponseHeader(name),
      });
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    request.send(body);
  });
}
