import type { MediaFile, MediaId, UploadFields, UploadId } from '@vitrine/schema';

export interface UploadRequest {
  file: File;
  fields?: Partial<UploadFields>;
  /** Called while bytes leave; `sentBytes` may step back when a connection was lost and the server has less. */
  onProgress?: (sentBytes: number, totalBytes: number) => void;
  signal?: AbortSignal;
}

export interface UploadResult {
  uploadId: UploadId;
  media: MediaFile;
  /** The file that had the same bytes already; `uploads.keepBoth` makes a second one without sending them again. */
  duplicateOf: MediaId | null;
}

/** Brings one file into the library. Sending the same file again goes on where it stopped. */
export interface UploadTransport {
  /** @throws KitError with the server's code or `network`; a DOMException named AbortError after `signal`. */
  send(request: UploadRequest): Promise<UploadResult>;
}
