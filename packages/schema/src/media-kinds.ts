import * as z from 'zod';

const MiB = 1024 * 1024;

interface MediaType {
  /** Extensions in lower case, without the dot; the first is the one we write. */
  extensions: readonly [string, ...string[]];
  /** Other names of the same type that browsers and operating systems send. */
  aliases?: readonly string[];
}

interface MediaKindEntry {
  types: Readonly<Record<string, MediaType>>;
  /** Cap of one file in bytes where a server has not said its own (`MAX_FILE_SIZE`, `MAX_FILE_SIZES`). */
  maxBytes: number;
}

/**
 * What the library takes by default: kinds, their MIME types, extensions and size caps. Archives are refused.
 * To add a kind: an entry here, a file in `processing/`, a line in `processors.ts`.
 */
export const mediaKinds = {
  image: {
    maxBytes: 100 * MiB,
    types: {
      'image/jpeg': { extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], aliases: ['image/jpg', 'image/pjpeg'] },
      'image/png': {
        extensions: ['png', 'apng'],
        aliases: ['image/apng', 'image/x-png', 'image/vnd.mozilla.apng'],
      },
      'image/gif': { extensions: ['gif'] },
      'image/webp': { extensions: ['webp'] },
      'image/avif': { extensions: ['avif'] },
      'image/svg+xml': { extensions: ['svg'] },
      'image/heic': {
        extensions: ['heic', 'heif'],
        aliases: ['image/heif', 'image/heic-sequence', 'image/heif-sequence'],
      },
      'image/tiff': { extensions: ['tif', 'tiff'], aliases: ['image/tif'] },
    },
  },
  video: {
    maxBytes: 100 * MiB,
    types: {
      'video/mp4': { extensions: ['mp4', 'm4v'], aliases: ['video/x-m4v'] },
      'video/webm': { extensions: ['webm'] },
      'video/x-msvideo': { extensions: ['avi'], aliases: ['video/avi', 'video/msvideo', 'video/vnd.avi'] },
      'video/quicktime': { extensions: ['mov', 'qt'] },
      'video/x-matroska': { extensions: ['mkv'], aliases: ['video/matroska'] },
    },
  },
  audio: {
    maxBytes: 100 * MiB,
    types: {
      'audio/mpeg': { extensions: ['mp3'], aliases: ['audio/mp3'] },
      'audio/wav': { extensions: ['wav'], aliases: ['audio/x-wav', 'audio/wave', 'audio/vnd.wave'] },
      'audio/ogg': {
        extensions: ['ogg', 'oga', 'opus'],
        aliases: ['audio/opus', 'application/ogg', 'audio/ogg; codecs=opus'],
      },
      'audio/flac': { extensions: ['flac'], aliases: ['audio/x-flac'] },
      'audio/mp4': { extensions: ['m4a'], aliases: ['audio/x-m4a', 'audio/m4a'] },
    },
  },
  document: {
    maxBytes: 100 * MiB,
    types: {
      'application/pdf': { extensions: ['pdf'] },
      'application/msword': { extensions: ['doc'] },
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { extensions: ['docx'] },
      'application/vnd.openxmlformats-officedocument.presentationml.presentation': { extensions: ['pptx'] },
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { extensions: ['xlsx'] },
      'application/vnd.oasis.opendocument.text': { extensions: ['odt'] },
      'text/plain': { extensions: ['txt', 'text'] },
      'text/markdown': { extensions: ['md', 'markdown'], aliases: ['text/x-markdown'] },
      'text/csv': { extensions: ['csv'], aliases: ['application/csv'] },
    },
  },
} as const satisfies Record<string, MediaKindEntry>;

export type MediaKind = keyof typeof mediaKinds;

export const MediaKind = z.enum(Object.keys(mediaKinds) as [MediaKind, ...MediaKind[]]);

interface KnownType {
  kind: MediaKind;
  /** The one name under which the library keeps this type. */
  mimeType: string;
  extensions: readonly [string, ...string[]];
  maxBytes: number;
}

const byMimeType = new Map<string, KnownType>();
const byExtension = new Map<string, KnownType>();

for (const kind of MediaKind.options) {
  const entry: MediaKindEntry = mediaKinds[kind];
  for (const [mimeType, type] of Object.entries(entry.types)) {
    const known = { kind, mimeType, extensions: type.extensions, maxBytes: entry.maxBytes };
    for (const name of [mimeType, ...(type.aliases ?? [])]) byMimeType.set(name, known);
    for (const extension of type.extensions) byExtension.set(extension, known);
  }
}

/** Finds a type by its MIME name or an alias of it; parameters (`; charset=…`) and letter case do not matter. */
export function typeOfMime(mimeType: string): KnownType | undefined {
  const name = mimeType.toLowerCase().trim();
  return byMimeType.get(name) ?? byMimeType.get(name.split(';', 1)[0]?.trim() ?? '');
}

/** Finds a type by the extension of a file name; `undefined` where the name has none or an unknown one. */
export function typeOfFilename(filename: string): KnownType | undefined {
  const dot = filename.lastIndexOf('.');
  return dot < 0 ? undefined : byExtension.get(filename.slice(dot + 1).toLowerCase());
}

/** All MIME types that the library takes by default, by kind: the form of `ALLOWED_FILE_TYPES`. */
export function defaultAllowedTypes(): Record<MediaKind, string[]> {
  return Object.fromEntries(
    MediaKind.options.map((kind) => [kind, Object.keys(mediaKinds[kind].types)]),
  ) as Record<MediaKind, string[]>;
}
