import type { Dirent } from 'node:fs';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMissing, onDisk } from './map-storage-error.ts';

const fileMode = 0o600;
const directoryMode = 0o700;
/** A temporary file this old belongs to a process that died: none writes for so long without a byte. */
const staleAfterMs = 24 * 60 * 60 * 1000;

/** Opens a file for as long as `use` runs; a new one is readable by its owner only. */
export async function withFile<Result>(
  target: string,
  flags: string | number,
  use: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await onDisk(() => open(target, flags, fileMode));
  try {
    return await use(file);
  } finally {
    await onDisk(() => file.close());
  }
}

/**
 * Renames so that the new name survives a power cut, into a directory that is made where it is missing. Where `from`
 * is gone and `to` is there, it has happened already.
 * @throws MediaError 'not-found' where both are missing.
 */
export async function renameDurably(from: string, to: string): Promise<void> {
  const directory = path.dirname(to);
  await makeDirectory(directory);
  await onDisk(async () => {
    try {
      await rename(from, to);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await stat(to);
    }
  });
  await syncDirectory(directory);
}

/** Makes a directory and its parents, for their owner only, so that they survive a power cut. */
export async function makeDirectory(directory: string): Promise<void> {
  const firstMade = await onDisk(() => mkdir(directory, { recursive: true, mode: directoryMode }));
  if (firstMade === undefined) return;
  for (let made = directory; made.length >= firstMade.length; made = path.dirname(made)) {
    await syncDirectory(path.dirname(made));
  }
}

/** Makes the names in a directory durable, as `fsync` of a file does for its bytes. */
export async function syncDirectory(directory: string): Promise<void> {
  await withFile(directory, constants.O_RDONLY, (handle) => onDisk(() => handle.sync()));
}

/** Length and time of a file; null where there is none. */
export async function statOrNull(target: string): Promise<{ size: number; mtime: Date } | null> {
  return orWhenMissing(() => stat(target), null);
}

/** The paths of all files below a directory, which may be missing. */
export async function* filesUnder(directory: string): AsyncIterable<string> {
  const entries: Dirent[] = await orWhenMissing(() => readdir(directory, { withFileTypes: true }), []);
  for (const entry of entries) {
    const entryPath = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* filesUnder(entryPath);
    else if (entry.isFile()) yield entryPath;
  }
}

/** Clears a directory of temporary files from what dead processes left in it. */
export async function removeStaleFiles(directory: string): Promise<void> {
  for await (const file of filesUnder(directory)) {
    const found = await statOrNull(file);
    if (found && Date.now() - found.mtime.getTime() > staleAfterMs)
      await onDisk(() => rm(file, { force: true }));
  }
}

async function orWhenMissing<Found, Missing>(
  look: () => Promise<Found>,
  missing: Missing,
): Promise<Found | Missing> {
  return onDisk(async () => {
    try {
      return await look();
    } catch (error) {
      if (isMissing(error)) return missing;
      throw error;
    }
  });
}
