import { type MediaKind, typeOfFilename, typeOfMime } from '@vitrine/schema';
import { MediaError } from '../errors/media-error.ts';

interface TypeClaims {
  /** As the client named it. */
  filename: string;
  /** As the client declared it; empty or `application/octet-stream` where it doesn't know. */
  declaredMimeType: string | undefined;
  /** As the content says; null where it says nothing. */
  sniffedMimeType: string | null;
  /** MIME types that this library takes, of all kinds; all that the schema knows where it is left out. */
  allowedTypes?: readonly string[];
}

export interface AgreedType {
  kind: MediaKind;
  mimeType: string;
  /** The one that we write, in lower case, without a dot. */
  extension: string;
}

/**
 * Types that share a form of content, so that content can't tell them apart; the extension then says which it is.
 * Texts have no mark, and cameras write one movie container under several brands.
 */
const families = [
  ['text/plain', 'text/markdown', 'text/csv', 'application/xml'],
  ['video/mp4', 'video/quicktime', 'audio/mp4'],
  ['video/webm', 'video/x-matroska'],
];

/** What browsers say of a type beside its name, and mean nothing else by. */
const looseDeclarations: Record<string, readonly string[]> = {
  'application/vnd.ms-excel': ['text/csv'],
  'audio/webm': ['video/webm'],
  'video/ogg': ['audio/ogg'],
};

const unknownDeclarations = new Set([
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/unknown',
]);

/**
 * Holds extension, declared type and content against each other. A name without an extension claims nothing.
 * @throws MediaError 'upload.extension-refused' where the extension is not known here or is not the content's,
 * 'upload.mime-refused' where the declared type is not the content's or the type is not taken here,
 * 'upload.invalid-image' where the name says a picture and the bytes are of no form at all.
 */
export function agreeOnType({
  filename,
  declaredMimeType,
  sniffedMimeType,
  allowedTypes,
}: TypeClaims): AgreedType {
  const extension = /\.([^./\\]*)$/.exec(filename)?.[1]?.toLowerCase();
  const named = typeOfFilename(filename);
  if (extension !== undefined && !named) {
    throw new MediaError(
      'upload.extension-refused',
      { reason: 'unknown-extension', extension },
      {
        message: `Files that end in .${extension} are not taken here. Convert it to a type that is, and upload that.`,
      },
    );
  }

  const content = sniffedMimeType === null ? undefined : typeOfContent(sniffedMimeType, named?.mimeType);
  if (!content) throw unknownContent(named?.kind, extension, sniffedMimeType);
  if (named && !isOneForm(named.mimeType, content.mimeType)) {
    throw new MediaError(
      'upload.extension-refused',
      { reason: 'content-differs', extension, contentMimeType: content.mimeType },
      {
        message: `The name ends in .${extension}, but the content is ${content.mimeType}. Name it for what it is.`,
      },
    );
  }

  const { kind, mimeType, extensions } = named ?? content;
  checkDeclared(declaredMimeType, mimeType);
  if (allowedTypes && !allowedTypes.some((allowed) => typeOfMime(allowed)?.mimeType === mimeType)) {
    throw new MediaError(
      'upload.mime-refused',
      { reason: 'not-taken-here', mimeType },
      {
        message: `Files of type ${mimeType} are not taken here. Convert it to a type that is, and upload that.`,
      },
    );
  }
  return { kind, mimeType, extension: extensions[0] };
}

/** Of content that the library doesn't take by its own name, the type that its file's name makes of it. */
function typeOfContent(sniffedMimeType: string, namedMimeType: string | undefined) {
  const isText = namedMimeType !== undefined && isOneForm(sniffedMimeType, namedMimeType);
  return typeOfMime(isText ? namedMimeType : sniffedMimeType);
}

function unknownContent(
  kind: MediaKind | undefined,
  extension: string | undefined,
  sniffed: string | null,
): MediaError {
  const details = { reason: 'unknown-content', extension, contentMimeType: sniffed };
  if (kind === 'image' && sniffed === null) return new MediaError('upload.invalid-image', details);
  if (kind === undefined) return new MediaError('upload.mime-refused', details);
  const what = sniffed === null ? 'of no type that is known here' : sniffed;
  const message = `The name ends in .${extension}, but the content is ${what}. Check the file and upload it again.`;
  return new MediaError('upload.extension-refused', details, { message });
}

function checkDeclared(declaredMimeType: string | undefined, mimeType: string): void {
  const name = (declaredMimeType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (unknownDeclarations.has(name) || looseDeclarations[name]?.includes(mimeType)) return;
  const declared = typeOfMime(name);
  if (declared && isOneForm(declared.mimeType, mimeType)) return;
  throw new MediaError(
    'upload.mime-refused',
    { reason: 'declared-differs', declaredMimeType: name.slice(0, 100), mimeType },
    {
      message: `The file was announced as another type than it is, which is ${mimeType}. Upload it as what it is.`,
    },
  );
}

function isOneForm(one: string, other: string): boolean {
  return one === other || families.some((family) => family.includes(one) && family.includes(other));
}
