import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, readFile, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { MediaError } from '../errors/media-error.ts';
import {
  filesUnder,
  makeDirectory,
  removeStaleFiles,
  renameDurably,
  statOrNull,
  syncDirectory,
  withFile,
} from './durable-files.ts';
import { onDisk } from './map-storage-error.ts';
import { requireUnsealed } from './move-marker.ts';
import { checkPrefix, isObjectKey, type ObjectKey, parseObjectKey } from './object-keys.ts';
import { readFileRange } from './read-file-range.ts';
import type { ObjectBytes, StorageDriver, StoredObject } from './storage-driver.ts';
import { writeCounted } from './write-counted.ts';

const unfinishedSuffix = '.part';
/** Known to those who set up Vitrine: docs/storage.md. */
const markName = 'instance-mark';
const durableEveryBytes = 8 * 1024 * 1024;

const noFollow = constants.O_NOFOLLOW ?? 0;

export interface LocalStorage extends StorageDriver {
  /** The directory; absolute. */
  readonly root: string;
  /** Reads what `append` has made durable so far. @throws MediaError 'not-found' where nothing was begun. */
  readUnfinished(key: ObjectKey): Promise<ObjectBytes>;
}

/**
 * Files in a directory of this machine: `<directory>/<namespaceId>/<purpose>/<two last digits>/<uuid>`, readable by
 * their owner only. An object is written under `tmp/`, synced and renamed, so that a name never shows half a file.
 * @param directory is made where it is missing; everything in it belongs to this driver.
 */
export async function openLocalStorage(directory: string): Promise<LocalStorage> {
  const root = path.resolve(directory);
  const temporary = path.join(root, 'tmp');
  await makeDirectory(temporary);
  await removeStaleFiles(temporary);

  const pathOf = (key: ObjectKey): string => {
    const [namespaceId = '', purpose = '', id = ''] = parseObjectKey(key).split('/');
    // The first digits of a UUIDv7 are the time: the last ones spread.
    return path.join(root, namespaceId, purpose, id.slice(-2), id);
  };
  const markPath = path.join(root, markName);
  const unfinishedPathOf = (key: ObjectKey) => pathOf(key) + unfinishedSuffix;

  /** Lets `write` fill a temporary file, then shows it as `target`; leaves nothing where that fails. */
  const publish = async <Result>(target: string, write: (temporaryPath: string) => Promise<Result>) => {
    const temporaryPath = path.join(temporary, randomUUID());
    try {
      const result = await write(temporaryPath);
      await requireUnsealed(root);
      await renameDurably(temporaryPath, target);
      return result;
    } catch (error) {
      await onDisk(() => rm(temporaryPath, { force: true }));
      throw error;
    }
  };

  return {
    name: 'local',
    root,

    put(key, body, { maxBytes }) {
      return publish(pathOf(key), async (temporaryPath) => {
        const hash = createHash('sha256');
        const sizeBytes = await withFile(temporaryPath, 'wx', async (file) => {
          const writtenBytes = await writeCounted(file, body, { startBytes: 0, maxBytes, hash });
          await onDisk(() => file.datasync());
          return writtenBytes;
        });
        return { sizeBytes, sha256: hash.digest('hex') };
      });
    },

    async append(key, body, { offsetBytes, maxBytes, onDurable }) {
      const target = unfinishedPathOf(key);
      await requireUnsealed(root);
      await makeDirectory(path.dirname(target));
      return withFile(target, constants.O_RDWR | constants.O_CREAT | noFollow, async (file) => {
        const { size } = await onDisk(() => file.stat());
        if (offsetBytes > size)
          throw new RangeError(`Only ${size} bytes are there; ${offsetBytes} lies past them.`);
        await onDisk(() => file.truncate(offsetBytes));
        let durableBytes = offsetBytes;
        const makeDurable = async (lengthBytes: number) => {
          await onDisk(() => file.datasync());
          // What came after the seal is not copied: the client must not be told that it is safe.
          await requireUnsealed(root);
          durableBytes = lengthBytes;
          await onDurable?.(lengthBytes);
        };
        let writtenBytes = offsetBytes;
        try {
          await writeCounted(file, body, {
            startBytes: offsetBytes,
            maxBytes,
            onWritten: async (lengthBytes) => {
              writtenBytes = lengthBytes;
              if (lengthBytes - durableBytes >= durableEveryBytes) await makeDurable(lengthBytes);
            },
          });
        } catch (error) {
          if (!(error instanceof MediaError) || error.code !== 'storage.full') throw error;
          // Half a file that may never be finished must not keep the disk full for everybody else.
          writtenBytes = offsetBytes;
          await onDisk(() => file.truncate(offsetBytes));
          throw error;
        } finally {
          if (writtenBytes > durableBytes) await makeDurable(writtenBytes);
          if (offsetBytes === 0) await syncDirectory(path.dirname(target));
        }
        return { offsetBytes: durableBytes };
      });
    },

    async unfinishedBytes(key) {
      const found = await statOrNull(unfinishedPathOf(key));
      return found?.size ?? null;
    },

    readUnfinished: (key) => readFileRange(unfinishedPathOf(key)),

    async finish(key) {
      await requireUnsealed(root);
      await renameDurably(unfinishedPathOf(key), pathOf(key));
    },

    async read(key, range) {
      return readFileRange(pathOf(key), range);
    },

    async head(key) {
      const found = await statOrNull(pathOf(key));
      return found && { sizeBytes: found.size, modifiedAt: found.mtime };
    },

    async copy(from, to) {
      await publish(pathOf(to), async (temporaryPath) => {
        await onDisk(() => copyFile(pathOf(from), temporaryPath, constants.COPYFILE_FICLONE));
        await withFile(temporaryPath, 'r+', (file) => onDisk(() => file.datasync()));
      });
    },

    async move(from, to) {
      await requireUnsealed(root);
      await renameDurably(pathOf(from), pathOf(to));
    },

    async delete(key) {
      await requireUnsealed(root);
      await onDisk(async () => {
        await rm(pathOf(key), { force: true });
        await rm(unfinishedPathOf(key), { force: true });
      });
    },

    list(prefix) {
      return listObjects(root, checkPrefix(prefix));
    },

    async withLocalFile(key, use) {
      const target = pathOf(key);
      await onDisk(() => stat(target));
      return use(target);
    },

    // Clients can't reach this disk: all bytes go through the server.
    directUploads: null,
    signDownload: () => Promise.resolve(null),
    publicUrl: () => null,

    async readMark() {
      if ((await statOrNull(markPath)) === null) return null;
      return onDisk(() => readFile(markPath, 'utf8'));
    },

    async writeMark(text) {
      await publish(markPath, (temporaryPath) =>
        withFile(temporaryPath, 'wx', async (file) => {
          await onDisk(() => file.writeFile(text));
          await onDisk(() => file.datasync());
        }),
      );
    },

    async checkHealth() {
      const { bavail } = await onDisk(() => statfs(root));
      if (bavail === 0) throw new MediaError('storage.full');
      const probe = path.join(temporary, randomUUID());
      try {
        await withFile(probe, 'wx', (file) => onDisk(() => file.writeFile('ok')));
      } finally {
        await onDisk(() => rm(probe, { force: true }));
      }
    },

    close: () => Promise.resolve(),
  };
}

async function* listObjects(root: string, prefix: string): AsyncIterable<StoredObject> {
  // Prefixes end in a slash, so that they name a directory, and shards are a level of ours.
  for await (const file of filesUnder(path.join(root, prefix))) {
    const isFinished = !file.endsWith(unfinishedSuffix);
    const id = path.basename(file, unfinishedSuffix);
    const purposeDirectory = path.relative(root, path.dirname(path.dirname(file)));
    const key = `${purposeDirectory.split(path.sep).join('/')}/${id}`;
    if (!isObjectKey(key)) continue;
    const found = await statOrNull(file);
    if (found) yield { key, sizeBytes: found.size, modifiedAt: found.mtime, isFinished };
  }
}
