import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { MediaError } from '../errors/media-error.ts';
import { statOrNull, syncDirectory, withFile } from './durable-files.ts';
import { isMissing, onDisk } from './map-storage-error.ts';

const fileName = 'moved.json';

/**
 * Stands in the directory of a local storage whose objects go to a bucket. Whoever uses the directory sees it, on
 * whatever machine: that is how many processes learn at the same time where to write.
 *
 * `sealed`: the last objects are being copied and nothing may be written, until `untilMs`; a migration that died lets
 * go by that. `moved`: everything is in the bucket, for good.
 */
const MoveMarker = z.discriminatedUnion('state', [
  z.object({ state: z.literal('sealed'), untilMs: z.int() }),
  z.object({
    state: z.literal('moved'),
    bucket: z.string(),
    endpoint: z.string().nullable(),
    at: z.string(),
  }),
]);
export type MoveMarker = z.infer<typeof MoveMarker>;

/** Null where the objects stay, also where a migration let go of its seal. */
export async function readMoveMarker(root: string): Promise<MoveMarker | null> {
  const file = path.join(root, fileName);
  // Asked before every write, and nearly always answered with no: a stat costs a tenth of a failed read.
  if ((await statOrNull(file)) === null) return null;
  const text = await onDisk(async () => {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
  if (text === null) return null;
  const marker = MoveMarker.parse(JSON.parse(text));
  return marker.state === 'sealed' && marker.untilMs < Date.now() ? null : marker;
}

/** Null takes it away. It is there whole or not at all, and survives a power cut. */
export async function writeMoveMarker(root: string, marker: MoveMarker | null): Promise<void> {
  const file = path.join(root, fileName);
  if (marker === null) await onDisk(() => rm(file, { force: true }));
  else {
    await withFile(`${file}.new`, 'w', async (handle) => {
      await onDisk(() => handle.writeFile(JSON.stringify(marker)));
      await onDisk(() => handle.sync());
    });
    await onDisk(() => rename(`${file}.new`, file));
  }
  await syncDirectory(root);
}

/** @throws MediaError 'storage.unavailable' where the storage takes nothing any more, or not now. */
export async function requireUnsealed(root: string): Promise<void> {
  if ((await readMoveMarker(root)) === null) return;
  throw new MediaError(
    'storage.unavailable',
    {},
    { message: 'The files are moving to another storage. Try again in a moment.' },
  );
}
