import { CreateCollectionInput, MediaId } from '@vitrine/schema';
import { transaction } from '../db/transaction.ts';
import { addCollectionItems } from '../domain/collections/add-collection-items.ts';
import { createCollection } from '../domain/collections/create-collection.ts';
import { updateMedia } from '../domain/media/update-media.ts';
import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { type Scope, type Services, systemScope } from '../domain/scope.ts';
import { completeUpload } from '../domain/uploads/complete-upload.ts';
import { receiveFile } from '../domain/uploads/receive-file.ts';
import { queueVocabulary } from '../domain/vocabulary/queue-vocabulary.ts';
import { type DemoFile, demoFiles } from './demo-files.ts';

/** Pictures are drawn while others are accepted; more at once only make the first one late. */
const concurrency = 3;

const collectionTitles = [
  ...new Set(demoFiles.flatMap(({ collection }) => (collection ? [collection] : []))),
];

/**
 * Fills an empty namespace with pictures that it draws itself, through the same way that every upload takes. What is
 * there already, after a start that was cut short, is neither drawn nor stored again. A namespace that was filled once
 * is left as people have made it: what they renamed, took out or threw away does not come back.
 * @param onProgress is told how many files of how many are in.
 */
export async function seedDemo(
  services: Services,
  namespaceId: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const scope = systemScope(services, await loadNamespace(services, namespaceId), services.newId());
  if (await wasFilled(scope)) return;
  const present = await services.db.prisma.media.findMany({
    where: { namespaceId },
    select: { id: true, originalFilename: true },
  });
  const ids = new Map(present.map(({ id, originalFilename }) => [originalFilename, id]));
  const missing = demoFiles.filter(({ filename }) => !ids.has(filename));
  const queue = [...missing];
  let done = demoFiles.length - missing.length;
  const work = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      ids.set(file.filename, await addFile(scope, file));
      onProgress(++done, demoFiles.length);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  await addCollections(scope, ids);
  // So that a search knows at once which words there are.
  await transaction(services, (tx) => queueVocabulary(tx, scope, 0));
}

/** The last thing that filling does is to put files into collections; the audit keeps it, whatever became of them. */
async function wasFilled(scope: Scope): Promise<boolean> {
  const filled = await scope.db.prisma.auditEntry.findMany({
    where: { namespaceId: scope.namespace.id, actorKind: 'system', action: 'collection.items-added' },
    distinct: ['entityId'],
    select: { entityId: true },
    take: collectionTitles.length,
  });
  return filled.length === collectionTitles.length;
}

async function addFile(scope: Scope, file: DemoFile): Promise<string> {
  const received = await receiveFile(scope, {
    door: 'import',
    filename: file.filename,
    declaredMimeType: null,
    bytes: await file.draw(),
  });
  const fields = { title: file.title, tags: file.tags.join(','), onDuplicate: 'keep-both' as const };
  const { mediaId } = await completeUpload(scope, { ...received, fields });
  if (file.alt) await updateMedia(scope, { id: MediaId.parse(mediaId), alt: { en: file.alt } });
  return mediaId;
}

async function addCollections(scope: Scope, ids: ReadonlyMap<string, string>): Promise<void> {
  for (const title of collectionTitles) {
    const found = await scope.db.prisma.collection.findFirst({
      where: { namespaceId: scope.namespace.id, title },
      select: { id: true },
    });
    const { id } = found ?? (await createCollection(scope, CreateCollectionInput.parse({ title })));
    const mediaIds = demoFiles.flatMap((file) => {
      const mediaId = ids.get(file.filename);
      return file.collection === title && mediaId ? [mediaId] : [];
    });
    await addCollectionItems(scope, { id, mediaIds });
  }
}
