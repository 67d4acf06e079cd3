import { formatBytes, type MediaFieldDefinition, type MediaKind, mediaKinds } from '@vitrine/schema';
import type { EditorMessages } from '../i18n/use-editor-messages.ts';

const nameOfKind = (kind: MediaKind, messages: EditorMessages) =>
  ({
    image: messages.kindNameImage,
    video: messages.kindNameVideo,
    audio: messages.kindNameAudio,
    document: messages.kindNameDocument,
  })[kind];

/** `image/jpeg` → `JPEG`, by its first extension. */
function nameOfType(mimeType: string): string {
  for (const { types } of Object.values(mediaKinds)) {
    const type = (types as Record<string, { extensions: readonly [string, ...string[]] }>)[mimeType];
    if (type) return type.extensions[0] === 'jpg' ? 'JPEG' : type.extensions[0].toUpperCase();
  }
  return mimeType;
}

/** The limits of a field in one line, before anything is chosen: `JPEG, PNG or AVIF, 16:9, at least 1600 px wide`. */
export function describeLimits(
  definition: MediaFieldDefinition,
  messages: EditorMessages,
  locale: string,
): string {
  const { options, kinds } = definition;
  const number = new Intl.NumberFormat(locale, { useGrouping: false });
  const anyOf = (names: string[]) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);
  const parts = [
    options.mimeTypes
      ? anyOf(options.mimeTypes.map(nameOfType))
      : kinds.length > 0 && anyOf(kinds.map((kind) => nameOfKind(kind, messages))),
    options.aspect,
    options.minWidth && messages.limitMinWidth(number.format(options.minWidth)),
    options.minHeight && messages.limitMinHeight(number.format(options.minHeight)),
    options.maxBytes && messages.limitMaxBytes(formatBytes(options.maxBytes, locale)),
    options.multiple && itemLimit(options.minItems, options.maxItems, messages, number),
  ];
  return parts.filter(Boolean).join(', ');
}

function itemLimit(
  min: number | undefined,
  max: number | undefined,
  messages: EditorMessages,
  number: Intl.NumberFormat,
): string | false {
  if (min && max) return messages.limitItems(number.format(min), number.format(max));
  if (max) return messages.limitMaxItems(number.format(max));
  return Boolean(min) && messages.limitMinItems(number.format(min ?? 0));
}
