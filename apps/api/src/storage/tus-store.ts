import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/utils';
import { MediaError } from '../errors/media-error.ts';
import type { ObjectKey } from './object-keys.ts';
import type { StorageDriver } from './storage-driver.ts';

/** What the row of an upload says. */
export interface UploadRecord {
  id: string;
  /** The quarantine key that its bytes go to. */
  key: ObjectKey;
  /** As announced and reserved: an upload of unknown length is refused before. */
  sizeBytes: number;
  /** How many bytes were acknowledged as safe. */
  offsetBytes: number;
  metadata: Record<string, string | null>;
  createdAt: Date;
}

/** The rows of uploads, as this store needs them. They are the only truth; the store keeps nothing beside them. */
export interface UploadRecords {
  /** Null where there is none, or none that may still be read. */
  get(id: string): Promise<UploadRecord | null>;
  /** Notes that this many bytes are safe. Smaller than before where a crash took bytes that were counted. */
  advance(id: string, offsetBytes: number): Promise<void>;
  /** The client gives up. The bytes are removed once this has resolved; it throws where all of them had arrived. */
  terminate(id: string): Promise<void>;
}

/**
 * The store that `@tus/server` writes to: bytes to a storage driver, offsets to the rows of uploads.
 *
 * The row is made by the server's `onUploadCreate` hook, where the actor is known, under the id that its
 * `namingFunction` gave; `create` here only makes sure that it is there. Whose upload it is must have been checked
 * before (`onIncomingRequest`): this store asks nobody. When the last byte is safe the object is finished, so that
 * `onUploadFinish` can read it. Errors are MediaErrors: the server's `onResponseError` gives them their status.
 */
export class TusStore extends DataStore {
  readonly #storage: StorageDriver;
  readonly #records: UploadRecords;
  readonly #expiresAfterMs: number;

  constructor(options: { storage: StorageDriver; records: UploadRecords; expiresAfterMs: number }) {
    super();
    this.#storage = options.storage;
    this.#records = options.records;
    this.#expiresAfterMs = options.expiresAfterMs;
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  override async create(upload: Upload): Promise<Upload> {
    const record = await this.#recordOf(upload.id);
    upload.creation_date = record.createdAt.toISOString();
    return upload;
  }

  /**
   * Writes from `offset` on and notes what is safe as it goes.
   * @returns the offset after it.
   */
  override async write(body: Readable, id: string, offset: number): Promise<number> {
    const record = await this.#recordOf(id);
    // Nothing more can come; the bytes may have moved on from here.
    if (offset === record.sizeBytes) return offset;
    const { offsetBytes } = await this.#storage.append(record.key, body, {
      offsetBytes: offset,
      maxBytes: record.sizeBytes,
      onDurable: (durableBytes) => this.#records.advance(id, durableBytes),
    });
    if (offsetBytes === record.sizeBytes) await this.#storage.finish(record.key);
    return offsetBytes;
  }

  /**
   * Where the client goes on: the smaller one of what was acknowledged and what is on disk. More on disk was written
   * by a process that died before it could say so, and the next write cuts it off; less was lost by the disk, and the
   * row is set back.
   */
  override async getUpload(id: string): Promise<Upload> {
    const record = await this.#recordOf(id);
    const storedBytes = await this.#storedBytes(record);
    const offset = Math.min(storedBytes, record.offsetBytes);
    if (offset < record.offsetBytes) await this.#records.advance(id, offset);
    return new Upload({
      id,
      size: record.sizeBytes,
      offset,
      metadata: record.metadata,
      creation_date: record.createdAt.toISOString(),
    });
  }

  override async remove(id: string): Promise<void> {
    const record = await this.#recordOf(id);
    await this.#records.terminate(id);
    await this.#storage.delete(record.key);
  }

  override getExpiration(): number {
    return this.#expiresAfterMs;
  }

  async #recordOf(id: string): Promise<UploadRecord> {
    const record = await this.#records.get(id);
    if (!record) throw new MediaError('not-found');
    return record;
  }

  async #storedBytes(record: UploadRecord): Promise<number> {
    const unfinishedBytes = await this.#storage.unfinishedBytes(record.key);
    if (unfinishedBytes === null) {
      const finished = await this.#storage.head(record.key);
      // All of it was safe and is gone from here: the file that it became lies under another key.
      const isMovedOn = finished === null && record.offsetBytes === record.sizeBytes;
      return isMovedOn ? record.sizeBytes : (finished?.sizeBytes ?? 0);
    }
    if (unfinishedBytes === record.sizeBytes && record.offsetBytes === record.sizeBytes) {
      // The process died between the last byte and its being finished.
      await this.#storage.finish(record.key);
    }
    return unfinishedBytes;
  }
}
