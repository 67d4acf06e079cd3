import { findDatabaseFault } from '../../errors/database-fault.ts';
import { MediaError } from '../../errors/media-error.ts';

/** Says in words what the unique index on the slug says in its own. */
export async function refuseTakenName<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (findDatabaseFault(error)?.constraint !== 'tag_namespace_id_slug_key') throw error;
    throw new MediaError('conflict', undefined, {
      message: `There is a tag “${name}” already. Use that one or choose another name.`,
      cause: error,
    });
  }
}
