import { type FileHandle, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { statOrNull } from './durable-files.ts';
import { onDisk } from './map-storage-error.ts';
import { type ObjectKey, parseObjectKey } from './object-keys.ts';

const fileName = 'moving.journal';
const lineForm = /^(\S+) (\d+) ([0-9a-f]{64})$/;

export interface Arrived {
  sizeBytes: number;
  sha256: string;
}

/** What has arrived in the target and was read back from there, kept through any end of the process. */
export interface MoveJournal {
  arrived: Map<ObjectKey, Arrived>;
  add(key: ObjectKey, arrived: Arrived): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the journal in the directory of the source; begins anew where it is of another target.
 * @param target names the bucket and its server.
 */
export async function openMoveJournal(root: string, target: string): Promise<MoveJournal> {
  const file = path.join(root, fileName);
  const text = (await statOrNull(file)) ? await onDisk(() => readFile(file, 'utf8')) : '';
  const [head, ...lines] = text.split('\n');
  const isOurs = head === `to ${target}`;
  const arrived = new Map<ObjectKey, Arrived>();
  // A line that a kill -9 cut in half doesn't match: its object is copied again.
  for (const line of isOurs ? lines : []) {
    const [, key = '', sizeBytes, sha256 = ''] = lineForm.exec(line) ?? [];
    if (key) arrived.set(parseObjectKey(key), { sizeBytes: Number(sizeBytes), sha256 });
  }
  const handle: FileHandle = await onDisk(() => open(file, isOurs ? 'a' : 'w', 0o600));
  // The line break ends a line that was cut in half.
  await onDisk(() => handle.appendFile(isOurs ? '\n' : `to ${target}\n`));
  return {
    arrived,
    async add(key, { sizeBytes, sha256 }) {
      arrived.set(key, { sizeBytes, sha256 });
      await onDisk(() => handle.appendFile(`${key} ${sizeBytes} ${sha256}\n`));
    },
    close: () => onDisk(() => handle.close()),
  };
}
