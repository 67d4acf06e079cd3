/** An extension at the end of a file name: the index leaves it out. */
const extension =
  /^(.*[\p{L}\p{N}])\.(?:jpe?g|png|gif|webp|svg|avif|hei[cf]|tiff?|mp4|mov|webm|avi|mp3|wav|ogg|flac|m4a|pdf|docx?|pptx?|xlsx?|odt|md|csv|txt)$/iu;
/** What a camera puts before the number: see searchable_filename(). */
const camera = /^(?:IMG|DSC|DSCN|DSCF|PXL|MVI|VID|GOPR|P|R|SAM)[\s._-]*(?=[0-9])/i;

const MAX_LENGTH = 100;

/** Letters and digits of a text, word by word, as the index cuts them: `IMG_1234.jpg` → `1234`. */
export function cutWords(text: string): string[] {
  const named = extension.exec(text)?.[1];
  const stripped = named === undefined ? text : named.replace(camera, '');
  const words = stripped.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.map((word) => word.slice(0, MAX_LENGTH));
}
