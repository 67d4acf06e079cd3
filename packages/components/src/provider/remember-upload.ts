import { browserStorage } from '../store/browser-storage.ts';

/** Where an unfinished upload of this file goes on, kept across reloads. Private windows may refuse storage. */
const keyOf = (endpoint: string, file: File) =>
  `vitrine-upload:${endpoint}:${file.name}:${file.size}:${file.lastModified}`;

export function rememberedUpload(endpoint: string, file: File): string | null {
  return browserStorage()?.getItem(keyOf(endpoint, file)) ?? null;
}

export function rememberUpload(endpoint: string, file: File, url: string): void {
  try {
    browserStorage()?.setItem(keyOf(endpoint, file), url);
  } catch (error) {
    // A full store only costs the resume after a reload.
    if (!(error instanceof DOMException)) throw error;
  }
}

export function forgetUpload(endpoint: string, file: File): void {
  browserStorage()?.removeItem(keyOf(endpoint, file));
}
