import { type CollectedReference, collectReferences, type MediaClient } from '@vitrine/client';
import type { Pool } from 'pg';
import { inTransaction } from './in-transaction.ts';
import type { Page, PageInput } from './page.ts';
import { getPage, removePage, writePage } from './page-store.ts';

const CONTENT_TYPE = 'page';

const referencesOf = ({ featuredImage, blocks }: PageInput): CollectedReference[] =>
  collectReferences({ featuredImage, blocks });

/** What one of them uses, each use once: the later page's word counts. */
function unite(before: CollectedReference[], after: CollectedReference[]): CollectedReference[] {
  const nameOf = ({ fieldPath, mediaId }: CollectedReference) => `${fieldPath} ${mediaId}`;
  return [...new Map([...before, ...after].map((use) => [nameOf(use), use])).values()];
}

/**
 * Writes the page and tells Vitrine which files it uses. Before the host's commit Vitrine holds the files of the old
 * page and of the new one, so a page is never saved with a file that was refused, and whatever the commit comes to,
 * the page that stands keeps its files; after it, what the new page does not use is let go. A process that dies in
 * between leaves a file held too long, until the page is saved again; it never leaves one held too short.
 */
export async function savePage(
  pool: Pool,
  vitrine: MediaClient,
  id: string,
  input: PageInput,
): Promise<Page> {
  const sync = (page: PageInput, references: CollectedReference[]) =>
    vitrine.references.sync.mutate({
      content: { type: CONTENT_TYPE, id, title: page.title, url: `/pages/${id}`, state: page.state },
      references,
    });
  const page = await inTransaction(pool, async (client) => {
    const before = await getPage(client, id);
    const after = await writePage(client, id, input);
    await sync(after, unite(before ? referencesOf(before) : [], referencesOf(after)));
    return after;
  });
  await sync(page, referencesOf(page));
  // A page has one state at a time here; the other one's uses would hold files that nobody sees.
  const otherState = page.state === 'draft' ? 'published' : 'draft';
  await vitrine.references.removeContent.mutate({ type: CONTENT_TYPE, id, state: otherState });
  return page;
}

/**
 * Removes the page, then lets its files go.
 * @returns whether there was such a page.
 */
export async function deletePage(pool: Pool, vitrine: MediaClient, id: string): Promise<boolean> {
  const existed = await inTransaction(pool, (client) => removePage(client, id));
  await vitrine.references.removeContent.mutate({ type: CONTENT_TYPE, id });
  return existed;
}
