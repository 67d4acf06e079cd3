import { collectReferences, type MediaClient } from '@vitrine/client';
import type { Pool } from 'pg';
import { inTransaction } from './in-transaction.ts';
import type { Page, PageInput } from './page.ts';
import { removePage, writePage } from './page-store.ts';

const CONTENT_TYPE = 'page';

/**
 * Writes the page and tells Vitrine which files it uses, before the host's commit: a page is never saved with
 * a file that Vitrine refused to hold for it. If the process dies between the two, Vitrine holds a file for a
 * page that was not saved: the next save of the page puts that right, and until then nothing is lost.
 */
export async function savePage(
  pool: Pool,
  vitrine: MediaClient,
  id: string,
  input: PageInput,
): Promise<Page> {
  return inTransaction(pool, async (client) => {
    const page = await writePage(client, id, input);
    await vitrine.references.sync.mutate({
      content: { type: CONTENT_TYPE, id, title: page.title, url: `/pages/${id}`, state: page.state },
      references: collectReferences({
        featuredImage: page.featuredImage,
        blocks: page.blocks,
      }),
    });
    // A page has one state at a time here; the other one's uses would hold files that nobody sees.
    await vitrine.references.removeContent.mutate({
      type: CONTENT_TYPE,
      id,
      state: page.state === 'draft' ? 'published' : 'draft',
    });
    return page;
  });
}

/** @returns whether there was such a page. */
export async function deletePage(pool: Pool, vitrine: MediaClient, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const existed = await removePage(client, id);
    await vitrine.references.removeContent.mutate({ type: CONTENT_TYPE, id });
    return existed;
  });
}
