// A host's back end as its authors would write it, compiled and run against the packed packages.
import { collectReferences, createAccessTokenHandler, createMediaClient } from '@vitrine/client';
import { formatBytes, isImage, type MediaFile, MediaValue } from '@vitrine/schema';

// Nothing listens there: a consumer is compiled and loaded, and makes no call.
const endpoint = 'http://localhost:4000';

/** What a host says to Vitrine, with every type inferred from the contract. */
export function connectHost(apiKey: string) {
  const vitrine = createMediaClient({ endpoint, apiKey });
  const tokenHandler = createAccessTokenHandler({
    apiKey,
    audience: endpoint,
    authorize: () => ({ user: { id: 'editor-1', displayName: 'Editor' }, role: 'editor' }),
  });
  return { vitrine, tokenHandler };
}

export async function listPictures(apiKey: string): Promise<string[]> {
  const { vitrine } = connectHost(apiKey);
  const { items } = await vitrine.media.list.query({ kinds: ['image'], sort: '-createdAt', limit: 48 });
  const files: MediaFile[] = items;
  // @ts-expect-error a file has no such field: if this compiles, the types have come down to `any`.
  void items[0]?.doesNotExist;
  return files.filter(isImage).map((file) => `${file.title}, ${formatBytes(file.sizeBytes)}`);
}

const value = MediaValue.parse({ mediaId: '0199a000-0000-7000-8000-000000000000' });
if (collectReferences({ hero: value }).length !== 1)
  throw new Error('The value of a field was not collected.');
if (formatBytes(0).length === 0) throw new Error('A size of 0 bytes has no text.');
