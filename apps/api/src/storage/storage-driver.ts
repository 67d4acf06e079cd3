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

/** What a client sends to the storage itself: this method, to this URL, with all of these headers and the body. */
export interface SignedRequest {
  url: string;
  method: 'PUT';
  headers: Record<string, string>;
}

/** A form that a browser posts to the storage: all fields in this order, then the bytes as `file`. */
export interface SignedForm {
  url: string;
  method: 'POST';
  fields: Record<string, string>;
}

/**
 * Uploads from a client straight into the storage. What a signature binds is refused by the storage where it differs;
 * all the same the bytes are to be read, hashed and looked at before they leave quarantine: not every server that
 * speaks S3 checks every header.
 */
export interface DirectUploads {
  /** The most bytes that one request may bring (`signUpload`, `signForm`); longer files come in parts. */
  readonly maxSingleBytes: number;
  /** The length of every part but the last one. A file has at most 10,000 parts. */
  readonly partBytes: number;

  /**
   * Signs one PUT of an object: exactly this key, this length and these bytes.
   * @param options.sha256 as 64 hexadecimal digits.
   * @throws RangeError where `sizeBytes` is above `maxSingleBytes`.
   */
  signUpload(options: {
    key: ObjectKey;
    sizeBytes: number;
    sha256: string;
    expiresInSeconds: number;
  }): Promise<SignedRequest>;

  /** The same as a form for browsers and clients that can only post. @throws RangeError as `signUpload`. */
  signForm(options: {
    key: ObjectKey;
    sizeBytes: number;
    sha256: string;
    expiresInSeconds: number;
  }): Promise<SignedForm>;

  /** Begins an upload in parts. Until it is completed the key shows nothing; `delete(key)` aborts it as well. */
  createMultipart(options: { key: ObjectKey }): Promise<{ uploadId: string }>;

  /**
   * Signs the PUT of one part. The hash of the whole object is checked after it was completed, by reading it.
   * @param options.partNumber from 1 to 10,000.
   * @param options.sizeBytes `partBytes`, or less for the last part.
   */
  signPart(options: {
    key: ObjectKey;
    uploadId: string;
    partNumber: number;
    sizeBytes: number;
    expiresInSeconds: number;
  }): Promise<SignedRequest>;

  /**
   * Makes an object of the parts that are there; the client need not know their ETags. Repeating it does nothing.
   * @throws MediaError 'conflict' { storedBytes, sizeBytes } where the parts don't make up `sizeBytes`; they are kept.
   * @throws MediaError 'not-found' where there is neither the upload nor the object.
   */
  completeMultipart(options: { key: ObjectKey; uploadId: string; sizeBytes: number }): Promise<void>;

  /** Removes the parts. Aborting what is gone succeeds. */
  abortMultipart(options: { key: ObjectKey; uploadId: string }): Promise<void>;
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
   * @param options.contentType is kept with the object by a storage that serves it itself (`publicUrl`).
   * @throws MediaError 'upload.too-large' { limitBytes } at the first byte past `maxBytes`.
   */
  put(
    key: ObjectKey,
    body: ByteSource,
    options: { maxBytes: number; contentType?: string },
  ): Promise<{ sizeBytes: number; sha256: string }>;

  /**
   * Adds to an unfinished object, which the first call with offset 0 begins. What lies past `offsetBytes` (written
   * by a process that died before it could say so) is cut off first. When `body` breaks off, what came is made
   * durable and reported before its error is thrown: a cut connection loses nothing. Only where the storage is full
   * what this call brought may be given up again, so that it doesn't stay full.
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
   * @param options.contentType as of `put`.
   * @throws MediaError 'not-found' where there is neither `from` nor `to`.
   */
  move(from: ObjectKey, to: ObjectKey, options?: { contentType?: string }): Promise<void>;

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

  /**
   * Signs a URL by which anyone reads this object from the storage itself until it expires; revoking it sooner is not
   * possible. The storage answers with these headers, whatever it keeps. Asks nothing: a missing object is a 404 there.
   * @returns null where clients can't reach the storage.
   */
  signDownload(options: {
    key: ObjectKey;
    expiresInSeconds: number;
    contentType: string;
    contentDisposition: string;
  }): Promise<string | null>;

  /** Where a CDN serves this object unsigned: only for what anyone may see. Null where there is no such place. */
  publicUrl(key: ObjectKey): string | null;

  /** Null where clients can't reach the storage: they upload through this server then. */
  readonly directUploads: DirectUploads | null;

  /** The words that `writeMark` left beside the objects; null where there are none. They are in no list. */
  readMark(): Promise<string | null>;

  /** Replaces them, whole or not at all. */
  writeMark(text: string): Promise<void>;

  /** Resolves when the storage takes and gives bytes now; else throws as everything else does. */
  checkHealth(): Promise<void>;

  close(): Promise<void>;
}
