import { TextSearchLanguage } from '@vitrine/schema';

const PLAIN = 'vitrine';

/** The text search configuration of the database that stands for a language. */
export const configOf = (language: TextSearchLanguage): string =>
  language === 'simple' ? PLAIN : `${PLAIN}_${language}`;

/** @throws ZodError for a configuration that is none of ours. */
export const languageOf = (config: string): TextSearchLanguage =>
  config === PLAIN ? 'simple' : TextSearchLanguage.parse(config.slice(PLAIN.length + 1));
