import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { generateThumbnailsJob as described } from '../domain/renditions/describe-generate-thumbnails.ts';
import { generateThumbnails } from '../domain/renditions/generate-thumbnails.ts';
import { systemScope } from '../domain/scope.ts';
import { MediaError } from '../errors/media-error.ts';
import { defineJob } from './define-job.ts';

/** Makes what is missing to show a file. */
export const generateThumbnailsJob = defineJob({
  ...described,
  async run(services, { namespaceId, mediaId }, { requestId }) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    try {
      await generateThumbnails(scope, { mediaId });
    } catch (error) {
      // Purged meanwhile: trying again finds it no more.
      if (!(error instanceof MediaError) || error.code !== 'not-found') throw error;
      services.log.info({ err: error, mediaId }, 'a file went before its thumbnails were made');
    }
  },
});
