import { browserMessages } from './browser-messages.ts';
import { libraryMessages } from './library-messages.ts';
import { searchMessages } from './search-messages.ts';

/** What more than one part of the kit says, in English. */
export const coreMessages = { ...browserMessages, ...libraryMessages, ...searchMessages };

/** Texts in any language, for those that are written in English. */
export type TextsOf<English> = {
  [Key in keyof English]: English[Key] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : string;
};

/** A text, or a function that puts (formatted) values into one. */
export type Messages = TextsOf<typeof coreMessages>;

export type MessageKey = keyof Messages;
