import type { Deliverable } from '../domain/renditions/find-deliverable.ts';
import type { Services } from '../domain/scope.ts';
import type { Chosen } from './delivery.ts';
import { needsSandbox } from './present-file.ts';
import type { Elsewhere } from './send-object.ts';

/** A signed address can't be called back: it is made for going there now. */
const signedSeconds = 60;

/**
 * Where the client itself fetches an original, by configuration: from the CDN what anyone may see and what is shown
 * as it lies, else from the bucket by a signed address. Null where this server sends it: the storage can't be
 * reached, the document needs a sandbox, or a script asks, which a bucket would have to allow for each host.
 */
export async function findStorageUrl(
  { config, storage, now }: Services,
  found: Deliverable,
  { object, presentation }: Chosen,
  asked: { isDownload: boolean; method: string; origin: string | undefined },
): Promise<Elsewhere | null> {
  const { redirectsToStorage, isPrivateByDefault } = config.files;
  if (!redirectsToStorage || asked.method !== 'GET' || asked.origin !== undefined) return null;
  if (needsSandbox(object.mimeType, asked.isDownload)) return null;
  const { contentType, disposition, cacheControl } = presentation;
  const isOpen = found.isOpenToAll && !isPrivateByDefault && !disposition.startsWith('attachment');
  const publicUrl = isOpen ? storage.publicUrl(object.key) : null;
  if (publicUrl !== null) return { url: publicUrl, cacheControl };
  const leftSeconds = found.rightsEnd ? (found.rightsEnd.getTime() - now().getTime()) / 1000 : signedSeconds;
  const url = await storage.signDownload({
    key: object.key,
    expiresInSeconds: Math.max(1, Math.min(signedSeconds, Math.floor(leftSeconds))),
    contentType,
    contentDisposition: disposition,
  });
  return url === null ? null : { url, cacheControl: 'private, no-store' };
}
