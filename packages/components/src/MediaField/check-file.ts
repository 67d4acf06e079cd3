import {
  type FieldProblem,
  type MediaFieldDefinition,
  type MediaFile,
  type MediaValue,
  typeOfFilename,
  typeOfMime,
} from '@vitrine/schema';

/**
 * What a file breaks before a byte of it is sent. Its size and type are known; a picture that this browser can
 * decode has its dimensions, turned as its EXIF data say. What can't be known here the server and a second check find.
 */
export async function problemsOfLocalFile(
  file: File,
  definition: MediaFieldDefinition,
): Promise<FieldProblem[]> {
  const type = typeOfMime(file.type) ?? typeOfFilename(file.name);
  if (!type) {
    return [{ rule: 'type', message: `${file.name} is of a type that the library does not take.` }];
  }
  if (file.size === 0)
    return [{ rule: 'damaged', message: `${file.name} is empty. Choose one that has content.` }];
  return definition.problemsOf({
    kind: type.kind,
    mimeType: type.mimeType,
    originalFilename: file.name,
    sizeBytes: file.size,
    damaged: false,
    ...(type.kind === 'image' ? await measurePicture(file) : { width: null, height: null }),
  });
}

type Dimensions = Pick<MediaFile, 'width' | 'height'>;

/** Pixels after orientation, null where this browser does not know the format. */
function measurePicture(file: File): Promise<Dimensions> {
  const url = URL.createObjectURL(file);
  const picture = document.createElement('img');
  return new Promise<Dimensions>((resolve) => {
    picture.onload = () =>
      resolve({ width: picture.naturalWidth || null, height: picture.naturalHeight || null });
    picture.onerror = () => resolve({ width: null, height: null });
    picture.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}

/** Whether an image still waits for its alt text, or for the word that it is decorative. */
export function isAltMissing(
  value: MediaValue,
  file: MediaFile | null,
  definition: MediaFieldDefinition,
): boolean {
  if (definition.options.alt !== 'required' || (file && file.kind !== 'image')) return false;
  return value.decorative !== true && !value.alt?.trim();
}
