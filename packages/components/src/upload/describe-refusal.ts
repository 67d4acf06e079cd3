import type { MediaKind } from '@vitrine/schema';
import type { Messages } from '../i18n/core-messages.ts';
import type { Format } from '../i18n/use-format.ts';
import type { RefusedFile } from './check-file.ts';

/** A sentence that says which file is not taken and why. */
export function describeRefusal({ file, reason }: RefusedFile, m: Messages, format: Format): string {
  switch (reason.rule) {
    case 'empty':
      return m.refusedEmpty(file.name);
    case 'size':
      return m.refusedSize(file.name, format.bytes(file.size), format.bytes(reason.limitBytes));
    case 'type':
      return m.refusedType(file.name);
    case 'extension':
      return m.refusedExtension(file.name, reason.mimeType);
    case 'kind':
      return m.refusedKind(file.name, kindNames(reason.kinds, m).join(', '));
    case 'many':
      return m.refusedMany(format.number(reason.limit));
  }
}

export function kindNames(kinds: readonly MediaKind[], m: Messages): string[] {
  const names: Record<MediaKind, string> = {
    image: m.kindImage,
    video: m.kindVideo,
    audio: m.kindAudio,
    document: m.kindDocument,
  };
  return kinds.map((kind) => names[kind]);
}
