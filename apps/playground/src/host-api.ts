import type { MediaValue, WidgetType } from '@vitrine/schema';

/** The calls of this host's own back end, `apps/playground/server`. */

export interface Block {
  /** Stays with the block when it is moved: references are kept under it. */
  id: string;
  type: WidgetType;
  config: unknown;
}

export interface PageDraft {
  title: string;
  state: 'draft' | 'published';
  featuredImage: MediaValue | null;
  blocks: Block[];
}

export interface Page extends PageDraft {
  id: string;
  updatedAt: string;
}

export type PageSummary = Pick<Page, 'id' | 'title' | 'state' | 'updatedAt'>;

/** A refused call; its message is a sentence for the person at the screen. */
export class HostError extends Error {
  override name = 'HostError';
  /** The HTTP status of the answer. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function call(
  path: string,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  body?: unknown,
): Promise<Response> {
  const response = await fetch(`/api${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (response.ok) return response;
  const answer: { message?: string } = await response.json();
  throw new HostError(response.status, answer.message ?? `The server answered ${response.status}.`);
}

export async function fetchConfig(): Promise<{ vitrineUrl: string }> {
  return (await call('/config', 'GET')).json();
}

export async function fetchToken(): Promise<{ token: string; expiresAt: string }> {
  return (await call('/vitrine-token', 'POST')).json();
}

export async function fetchPages(): Promise<PageSummary[]> {
  return (await call('/pages', 'GET')).json();
}

export async function fetchPage(id: string): Promise<Page> {
  return (await call(`/pages/${id}`, 'GET')).json();
}

export async function putPage(id: string, draft: PageDraft): Promise<Page> {
  return (await call(`/pages/${id}`, 'PUT', draft)).json();
}

export async function removePage(id: string): Promise<void> {
  await call(`/pages/${id}`, 'DELETE');
}
