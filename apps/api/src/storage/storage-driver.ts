import type { ObjectKey } from './object-keys.ts';

/** A web ReadableStream and a Node stream are both AsyncIterable. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

/** First and last byte, both included, as in an HTTP Range; `end` may lie past the last byte. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredObject {
  key: ObjectKey;
  sizeBytes: number;
  modifiedAt: Date;
  /** False for what `append` began and nobody finished. */
  isFinished: boolean;
}

export interface ObjectBytes {
  /** Size of the whole object. */
  totalBytes: number;
  /** Where `body` begins in it. */
  start: number;
  /** Length of `body`. */
  sizeBytes: number;
  /** Whole up to `wholeReadBytes`, a stream above. A stream that is not read to its end must be cancelled. */
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Up to here an answer is read whole: streaming a small file costs a third of its speed. */
export const wholeReadBytes = 256 * 1024;

/**
 * Keeps immutable objects by key. Knows no rows, no users and no file names. What every driver must hold is written
 * down as tests in `describe-storage-driver.ts`.
 *
 * Every method throws a MediaError: `storage.full` where there is no room, `storage.unavailable` where the storage
 * doesn't answer or refuses. An error of the `body` that is being written is thrown on as it is. A key that is not
 * of the form of `object-keys.ts` is a TypeError before anything is touched.
 */
export interface StorageDriver {
  /** For logs and `/health`. */
  readonly name: string;

  /**
   * Writes an object, whole or not at all: it is durable and complete when this resolves, and nothing is left when
   * it throws, nor after the process died in the middle. Counts the bytes as they come, whatever was announced.
   * @throws MediaError 'upload.too-large' { limitBytes } at the first byte past `maxBytes`.
   */
  put(
    key: ObjectKey,
    body: ByteSource,
    limits: { maxBytes: number },
  ): Promise<{ sizeBytes: number; sha256: string }>;

  /**
   * Adds to an unfinished object, which the first call with offset 0 begins. What lies past `offsetBytes` (written
   * by a process that died before it could say so) is cut off first. When `body` breaks off, what came is made
   * durable and reported before its error is thrown: a cut connection loses nothing.
   *
   * Bytes may come in parts of any size; a driver over S3 holds back what is too short for a part until it is
   * asked to be durable. Two writers of one key at a time are the caller's mistake: tus locks the upload.
   * @param options.offsetBytes where `body` belongs: at most what `unfinishedBytes` says, else RangeError.
   * @param options.maxBytes of the whole object, not of this call.
   * @param options.onDurable is told how many bytes of the object are safe, every 8 MiB and at the end.
   * @throws MediaError 'upload.too-large' { limitBytes }; the bytes up to the limit are kept.
   */
  append(
    key: ObjectKey,
    body: ByteSource,
    options: {
      offsetBytes: number;
      maxBytes: number;
      onDurable?: (offsetBytes: number) => Promise<void> | void;
    },
  ): Promise<{ offsetBytes: number }>;

  /** How many bytes of an unfinished object are durable; null where none was begun or it is finished. */
  unfinishedBytes(key: ObjectKey): Promise<number | null>;

  /**
   * Turns an unfinished object into an object. Finishing a finished one does nothing.
   * @throws MediaError 'not-found' where there is neither.
   */
  finish(key: ObjectKey): Promise<void>;

  /**
   * Reads an object or a part of it.
   * @throws MediaError 'not-found' where there is no finished object.
   * @throws RangeError where `range` begins past the last byte or ends before it begins (HTTP 416).
   */
  read(key: ObjectKey, range?: ByteRange): Promise<ObjectBytes>;

  /** Null where there is no finished object. */
  head(key: ObjectKey): Promise<{ sizeBytes: number; modifiedAt: Date } | null>;

  /** @throws MediaError 'not-found' where `from` is missing. */
  copy(from: ObjectKey, to: ObjectKey): Promise<void>;

  /**
   * Gives an object another key, in one step where the storage can. Repeating a move that happened (its answer was
   * lost, the process died) does nothing.
   * @throws MediaError 'not-found' where there is neither `from` nor `to`.
   */
  move(from: ObjectKey, to: ObjectKey): Promise<void>;

  /** Removes an object and what `append` began under its key. Removing what is not there succeeds. */
  delete(key: ObjectKey): Promise<void>;

  /**
   * Everything under a prefix, in no particular order: `''`, `<namespaceId>/` or `<namespaceId>/<purpose>/`. Objects
   * that come or go meanwhile may or may not be in it.
   */
  list(prefix: string): AsyncIterable<StoredObject>;

  /**
   * Lends an object as a file of this machine, for decoders that want a path. The file must not be changed and is
   * gone (or someone else's) when `use` has settled. No copy is made where the storage is this machine.
   * @throws MediaError 'not-found' where there is no finished object.
   */
  withLocalFile<Result>(key: ObjectKey, use: (path: string) => Promise<Result>): Promise<Result>;

  /** Resolves when the storage takes and gives bytes now; else throws as everything else does. */
  checkHealth(): Promise<void>;

  close(): Promise<void>;
}
