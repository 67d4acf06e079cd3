import { MediaKind } from '@vitrine/schema';
import type { Services } from '../scope.ts';
import { refreshVocabulary } from './refresh-vocabulary.ts';

/** Up to so many files a count takes a second or two: by day only such namespaces are counted again. */
const SMALL = 50_000;
/** One run leaves the rest to the next, a minute later. */
const AT_ONCE = 5;

// Changes of the last minute before a count may have been committed after it: they count as not seen.
const DUE = `
  select n.id
  from namespace n
  left join vocabulary v on v.namespace_id = n.id
  cross join lateral (
    select coalesce(sum(value), 0) as files from counter where subject_id = n.id and metric = any ($1)) now
  where n.archived_at is null
    and case
      when v.namespace_id is null then
        exists (select from media_index i where i.namespace_id = n.id and i.visibility = 'live')
      else ($2 or (v.refreshed_at < $3::timestamptz - interval '10 minutes'
              and (now.files <= ${SMALL} or now.files > 2 * v.files)))
        and (
          exists (select from media_index i where i.namespace_id = n.id and i.visibility = 'live'
            and i.updated_at > v.refreshed_at - interval '1 minute')
          or exists (select from media_index i where i.namespace_id = n.id and i.visibility = 'trashed'
            and i.deleted_at > v.refreshed_at - interval '1 minute'))
    end
  order by v.refreshed_at nulls first, n.id
  limit $4`;

/**
 * Counts the words of those namespaces whose files have changed since: new ones at once, small ones every ten minutes,
 * large ones at night, and by day when they have doubled.
 * @returns how many it counted.
 */
export async function refreshDueVocabularies(
  services: Pick<Services, 'db' | 'now'>,
  { isNightly, signal }: { isNightly: boolean; signal?: AbortSignal },
): Promise<number> {
  const { rows } = await services.db.pool.query<{ id: string }>(DUE, [
    MediaKind.options,
    isNightly,
    services.now(),
    isNightly ? null : AT_ONCE,
  ]);
  for (const { id } of rows) {
    signal?.throwIfAborted();
    await refreshVocabulary(services, { namespaceId: id });
  }
  return rows.length;
}
