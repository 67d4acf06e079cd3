import { type MediaKind, type Session, typeOfFilename, typeOfMime } from '@vitrine/schema';

/** What a target takes. Limits of the server, narrowed by the place where the file is dropped. */
export interface UploadLimits {
  /** The server's, null while they are not known: then the server alone decides. */
  server: Session['limits'] | null;
  /** Empty takes all. */
  mediaTypes: readonly MediaKind[];
  /** Empty takes all. */
  mimeTypes: readonly string[];
  /** Bytes; null where the target sets no limit of its own. */
  maxBytes: number | null;
}

export type RefusalReason =
  | { rule: 'empty' }
  | { rule: 'size'; limitBytes: number }
  | { rule: 'type' }
  | { rule: 'extension'; mimeType: string }
  | { rule: 'kind'; kinds: readonly MediaKind[] }
  | { rule: 'many'; limit: number };

/** A file that is not sent, and why. */
export interface RefusedFile {
  file: File;
  reason: RefusalReason;
}

/**
 * Says what is wrong with a file as far as its name, size and declared type tell; null sends it. The server looks
 * at the bytes themselves.
 */
export function checkFile(file: File, limits: UploadLimits): RefusalReason | null {
  if (file.size === 0) return { rule: 'empty' };
  const byName = typeOfFilename(file.name);
  const byMime = file.type === '' ? undefined : typeOfMime(file.type);
  const type = byName ?? byMime;
  if (!type) return { rule: 'type' };
  // Browsers take the type from the name; where the two differ somebody renamed a file of another kind.
  if (byName && byMime && byName.kind !== byMime.kind) {
    return { rule: 'extension', mimeType: byMime.mimeType };
  }
  const allowed = limits.server?.allowedTypes[type.kind];
  if (limits.server && !allowed?.includes(type.mimeType)) return { rule: 'type' };
  if (limits.mediaTypes.length > 0 && !limits.mediaTypes.includes(type.kind)) {
    return { rule: 'kind', kinds: limits.mediaTypes };
  }
  if (limits.mimeTypes.length > 0 && !limits.mimeTypes.includes(type.mimeType)) return { rule: 'type' };
  const limitBytes = Math.min(
    limits.server?.maxBytesByKind[type.kind] ?? limits.server?.maxFileBytes ?? type.maxBytes,
    limits.maxBytes ?? Number.POSITIVE_INFINITY,
  );
  return file.size > limitBytes ? { rule: 'size', limitBytes } : null;
}

/** The `accept` of a file input: what the browser's own dialog offers. */
export function acceptOf(limits: UploadLimits): string {
  if (limits.mimeTypes.length > 0) return limits.mimeTypes.join(',');
  if (limits.mediaTypes.length === 0 || !limits.server) {
    return limits.mediaTypes
      .map((kind) => (kind === 'document' ? '' : `${kind}/*`))
      .filter(Boolean)
      .join(',');
  }
  return limits.mediaTypes.flatMap((kind) => limits.server?.allowedTypes[kind] ?? []).join(',');
}
