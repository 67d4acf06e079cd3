import { coreMessages, type TextsOf } from './core-messages.ts';
import { editorMessages } from './editor-messages.ts';
import { findMessages } from './find-messages.ts';
import { lifeMessages } from './life-messages.ts';
import { statsMessages } from './stats-messages.ts';
import { workMessages } from './work-messages.ts';

/** Every text of the kit, in English. A host hands its own to `<MediaProvider messages>`, all or some. */
export const englishMessages = {
  ...coreMessages,
  ...editorMessages,
  ...lifeMessages,
  ...workMessages,
  ...findMessages,
  ...statsMessages,
};

export type AllMessages = TextsOf<typeof englishMessages>;
export type MessageKey = keyof AllMessages;
