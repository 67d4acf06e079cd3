import type { Mutant } from './mutant.ts';

const trashing = 'UPDATE "public"."media" SET "deleted_at"';

/** A save without another guard as well. */
const rewritten = (find: string, replace: string) => `do $do$ begin
  execute replace(pg_get_functiondef((select oid from pg_proc where proname = 'write_references')), '${find}', '${replace}');
end $do$`;

export const referenceMutants: Mutant[] = [
  {
    name: 'the key that binds a use to a live file is gone',
    // The lock that a save takes first stands before it.
    schema: `alter table reference drop constraint reference_needs_live_media; ${rewritten('order by m.id for key share', 'order by m.id')}`,
    pauseAfter: trashing,
    waitBefore: 'write_references',
  },
  {
    name: 'the key that binds a use to a version with bytes is gone',
    // The look that names the files stands before it.
    schema: `alter table reference drop constraint reference_needs_version; ${rewritten('if uses @?', 'if false and uses @?')}`,
  },
  {
    name: 'the key that binds a snapshot to a version with bytes is gone',
    schema: 'alter table snapshot_item drop constraint snapshot_item_needs_version',
    pauseAfter: 'needs_active_blob = null',
    waitBefore: 'take_snapshot',
  },
  {
    name: 'the key that binds a file to a live one in its place is gone',
    schema: 'alter table media drop constraint media_needs_live_replacement',
    pauseAfter: '"media"."replaced_by" FROM "public"."media"',
  },
  {
    name: 'the first use makes no file a lasting one',
    // A save does it before, for all of its files at once.
    schema: `drop trigger reference_keeps_file on reference; ${rewritten('perform public.keep_files(temporary)', 'null')}`,
  },
  {
    name: 'uses that end are not counted off',
    schema: 'drop trigger reference_counted_on_delete on reference',
  },
  {
    name: 'any page may begin to use what is in the trash',
    function: 'write_references',
    find: 'and (m.deleted_at is null or exists (',
    replace: 'and (true or exists (',
  },
  {
    name: 'a page that moves its use while the file is restored loses its hold',
    function: 'write_references',
    find: 'order by m.id for key share',
    replace: 'order by m.id',
    pauseAfter: 'UPDATE "public"."reference" SET "needs_live"',
    waitBefore: 'write_references',
  },
  {
    name: 'a page keeps the uses that a save leaves out',
    function: 'write_references',
    find: 'where not is_wanted and not keeps_others',
    replace: 'where false',
  },
  {
    name: 'a snapshot takes what is being purged',
    function: 'take_snapshot',
    find: 'and m.purge_started_at is null',
    replace: '',
  },
  {
    name: 'a delete does not ask who uses the file',
    module: 'domain/media/delete-media.ts',
    expression: 'live.filter((media) => !held.has(media))',
    replace: 'live',
  },
  {
    name: 'a delete by force does not overrule the uses',
    module: 'domain/media/delete-media.ts',
    expression: '{ needsLive: null }',
    replace: '{ needsLive: true }',
  },
  {
    name: 'a delete by force does not ask what the file stands in for',
    module: 'domain/media/find-standing-in.ts',
    expression: 'shownBy.filter(({ id }) => !going.has(id))',
    replace: '[]',
  },
];
