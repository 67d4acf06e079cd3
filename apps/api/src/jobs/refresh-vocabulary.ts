import { refreshVocabularyJob as described } from '../domain/vocabulary/queue-vocabulary.ts';
import { refreshDueVocabularies } from '../domain/vocabulary/refresh-due-vocabularies.ts';
import { refreshVocabulary } from '../domain/vocabulary/refresh-vocabulary.ts';
import { defineJob } from './define-job.ts';

/** Counts the words by which search knows how common each is, and what may have been meant. */
export const refreshVocabularyJob = defineJob({
  ...described,
  async run(services, { namespaceId, isNightly = false }, { signal }) {
    if (namespaceId) await refreshVocabulary(services, { namespaceId });
    else await refreshDueVocabularies(services, { isNightly, signal });
  },
});
