import { browserMessages } from './browser-messages.ts';
import { editorMessages } from './editor-messages.ts';
import { libraryMessages } from './library-messages.ts';
import { lifeMessages } from './life-messages.ts';

/** Every text of the kit, in English. A host hands its own to `<MediaProvider messages>`, all or some. */
export const englishMessages = { ...browserMessages, ...libraryMessages, ...lifeMessages, ...editorMessages };

type EnglishMessages = typeof englishMessages;

export type MessageKey = keyof EnglishMessages;

/** A text, or a function that puts (formatted) values into one. */
export type Messages = {
  [Key in MessageKey]: EnglishMessages[Key] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : string;
};
