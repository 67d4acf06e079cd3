/** The browser's store, or null on a server and where a frame may not keep anything. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch (error) {
    // Browsers throw a SecurityError for a frame without storage.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Reads a list of texts; what is not one (another version, another hand) counts as nothing. */
export function readTexts(key: string): string[] {
  const text = browserStorage()?.getItem(key);
  if (!text) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Writes a value; a full store costs the memory, not the work. */
export function writeStored(key: string, value: unknown): void {
  try {
    browserStorage()?.setItem(key, JSON.stringify(value));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
