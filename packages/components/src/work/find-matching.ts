import type { MediaFile } from '@vitrine/schema';
import type { KitClient } from '../provider/kit-client.ts';
import type { WorkTarget } from './work-target.ts';

/** The most files of one question. */
const PAGE = 100;

/** The files that are meant, those included that are not loaded yet. @param max more are left out. */
export async function findMatching(
  client: KitClient,
  target: WorkTarget,
  max: number,
): Promise<readonly MediaFile[]> {
  if ('files' in target) return target.files;
  if (target.shown.length === target.total) return target.shown;
  const files: MediaFile[] = [];
  let after: string | null = null;
  do {
    const page: { items: MediaFile[]; nextCursor: string | null } = await client.trpc.media.list.query({
      ...target.query,
      ...(target.isTrash && { state: 'trashed' }),
      limit: PAGE,
      ...(after === null ? {} : { after }),
    });
    files.push(...page.items);
    after = page.nextCursor;
  } while (after !== null && files.length < max);
  return files.slice(0, max);
}
