import type { UploadFields } from '@vitrine/schema';
import { browserStorage } from '../store/browser-storage.ts';

/** What is sent, and for which file it is a new version: the same bytes for another purpose are another upload. */
export interface SentFile {
  file: File;
  fields?: Pick<UploadFields, 'replaces'> | undefined;
}

/** Where an unfinished upload of this file goes on, kept across reloads. Private windows may refuse storage. */
const keyOf = (endpoint: string, { file, fields }: SentFile) =>
  ['vitrine-upload', endpoint, file.name, file.size, file.lastModified, fields?.replaces]
    .filter((part) => part !== undefined)
    .join(':');

export function rememberedUpload(endpoint: string, sent: SentFile): string | null {
  return browserStorage()?.getItem(keyOf(endpoint, sent)) ?? null;
}

export function rememberUpload(endpoint: string, sent: SentFile, url: string): void {
  try {
    browserStorage()?.setItem(keyOf(endpoint, sent), url);
  } catch (error) {
    // A full store only costs the resume after a reload.
    if (!(error instanceof DOMException)) throw error;
  }
}

export function forgetUpload(endpoint: string, sent: SentFile): void {
  browserStorage()?.removeItem(keyOf(endpoint, sent));
}
