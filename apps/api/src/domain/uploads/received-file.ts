import type { MediaKind, UploadFields } from '@vitrine/schema';
import type { ObjectKey } from '../../storage/object-keys.ts';

export type UploadDoor = 'multipart' | 'tus' | 'presigned' | 'import';

/** Bytes that have arrived whole, counted and hashed by us, and what the client said of them. */
export interface ReceivedFile {
  uploadId: string;
  door: UploadDoor;
  /** In quarantine; after a crash in the middle of completing, perhaps where originals lie already. */
  key: ObjectKey;
  sizeBytes: number;
  /** 64 hexadecimal digits. */
  sha256: string;
  filename: string;
  declaredMimeType: string | null;
  fields: UploadFields;
  /** What the ledger of the namespace holds for this upload. */
  reservedBytes: number;
  /** When its first byte was expected. */
  startedAt: Date;
}

/** What an upload ended as: a new file, or the one that had the same bytes. */
export interface CompletedUpload {
  uploadId: string;
  mediaId: string;
  duplicateOf: string | null;
  /** Null where the upload was complete before and nobody looked into it again. */
  kind: MediaKind | null;
  startedAt: Date | null;
}
