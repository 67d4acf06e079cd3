import { MediaError } from '../errors/media-error.ts';
import { type Processor, unreadFile, withRecipes } from './processed-file.ts';

/** CPU time in ms. What takes longer is kept unread; a reader that loops shall not hold up the others for long. */
const timeoutMs = 6000;

/**
 * Makes a processor of a reader whose files are kept whatever it finds: a film that we can't follow may play elsewhere.
 * One that ends its reader (by looping, by taking too much memory, by crashing it) is kept as damaged.
 */
export function processLeniently(job: 'audio.read' | 'video.read' | 'document.read'): Processor {
  return async (decodePool, { path, mimeType, recipes }) => {
    try {
      const read = await decodePool.run(job, { path, mimeType, recipes: [...recipes] }, { timeoutMs });
      return withRecipes(read, recipes);
    } catch (error) {
      if (!(error instanceof MediaError) || !endings.has(String(error.details?.reason))) throw error;
      return { ...unreadFile, damaged: true };
    }
  };
}

const endings = new Set(['timeout', 'memory', 'crash']);
