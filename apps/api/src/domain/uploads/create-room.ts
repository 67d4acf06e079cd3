import { MediaError } from '../../errors/media-error.ts';
import type { ByteSource } from '../../storage/storage-driver.ts';
import type { Scope } from '../scope.ts';
import { adjustRoom, holdRoom } from './hold-room.ts';
import type { ReceivedFile } from './received-file.ts';

/** What the ledger holds for one file while its bytes come. */
export interface Room {
  readonly heldBytes: number;
  /** Holds so much, instead of what was held before. @throws MediaError as `holdRoom` and `adjustRoom`. */
  hold(bytes: number): Promise<void>;
  /**
   * Lets bytes of unknown length through, each only once it is held.
   * @throws MediaError 'quota.exceeded' at the first one that there is no room for.
   */
  growWith(source: ByteSource): AsyncIterable<Uint8Array>;
}

/** Small enough that it seldom keeps others out, and doubled so that a long file does not ask for every chunk. */
const leastBytes = 64 * 1024;

export function createRoom(
  scope: Scope,
  file: Pick<ReceivedFile, 'uploadId' | 'door' | 'key' | 'filename' | 'declaredMimeType'>,
): Room {
  let heldBytes = 0;

  async function hold(bytes: number): Promise<void> {
    if (heldBytes === 0) await holdRoom(scope, { ...file, bytes });
    else await adjustRoom(scope, { uploadId: file.uploadId, heldBytes, sizeBytes: bytes });
    heldBytes = bytes;
  }

  async function holdAtLeast(neededBytes: number): Promise<void> {
    const wishedBytes = Math.max(leastBytes, 2 * heldBytes);
    if (wishedBytes > neededBytes) {
      try {
        await hold(wishedBytes);
        return;
      } catch (error) {
        if (!(error instanceof MediaError) || error.code !== 'quota.exceeded') throw error;
      }
    }
    await hold(neededBytes);
  }

  return {
    get heldBytes() {
      return heldBytes;
    },
    hold,
    async *growWith(source) {
      let totalBytes = 0;
      for await (const chunk of source instanceof Uint8Array ? [source] : source) {
        totalBytes += chunk.byteLength;
        if (totalBytes > heldBytes) await holdAtLeast(totalBytes);
        yield chunk;
      }
    },
  };
}
