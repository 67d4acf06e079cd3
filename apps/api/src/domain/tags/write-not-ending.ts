import { endTagsTaskKind } from './describe-end-tags.ts';

/** As SQL, that a tag is not one that was merged or deleted and whose task is still under way: see findEndingTags(). */
export const writeNotEnding = (alias: string, namespaceId: string) => `${alias}.id <> all (coalesce((
  select array_agg(ended.id::uuid) from task, jsonb_array_elements_text(task.input -> 'ids') as ended (id)
  where task.namespace_id = ${namespaceId} and task.kind = '${endTagsTaskKind}' and task.state in ('queued', 'running')), '{}'))`;
