import type { Mutant } from './mutant.ts';

export const lifeMutants: Mutant[] = [
  {
    name: 'whoever changes a file does not lock it',
    statement: 'order by id for update',
    in: 'revision, field_sources, alt',
    replace: 'order by id',
    pauseAfter: 'revision, field_sources, alt',
  },
  {
    name: 'a restored file is not held by the uses that were overruled',
    module: 'domain/media/restore-media.ts',
    expression: '{ needsLive: true }',
    replace: '{ needsLive: null }',
  },
  {
    name: 'a restored file is shown as one that is in the trash',
    module: 'domain/media/restore-media.ts',
    expression: '!waitsFor.has(id)',
    replace: 'true',
  },
  {
    name: 'what is trashed stays in the lists',
    module: 'domain/media/trash-media.ts',
    leaveOut: 'await refreshMediaIndex(tx, ids);',
  },
  {
    name: 'a purge does not ask who pins a version',
    module: 'domain/media/purge-media.ts',
    expression: 'await findPinned(tx, scope, allowed)',
    replace: '[]',
  },
  {
    name: 'a purge by force lets go of no version',
    module: 'domain/media/give-up-media.ts',
    leaveOut: 'await releaseVersions(tx, namespaceId, mediaIds);',
  },
  {
    name: 'a purge has nobody remove the bytes',
    module: 'domain/media/give-up-media.ts',
    leaveOut: 'await enqueueRemoveBytes(tx, scope, { mediaIds, taskId });',
  },
  {
    name: 'the clock purges what content uses',
    statement:
      'and not exists (select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id)',
    in: 'm.purge_after <= $2',
    replace: '',
  },
  {
    name: 'the clock does not wait for the end of the time in the trash',
    statement: 'm.purge_after <= $2::timestamptz',
    replace: '$2::timestamptz is not null',
  },
  {
    name: 'a file in the trash is given other bytes',
    module: 'domain/versions/check-replaceable.ts',
    expression: 'media.deleted_at',
    replace: 'null',
  },
  {
    name: 'an old version is removed although a page shows it',
    module: 'domain/versions/remove-versions.ts',
    expression: 'currentOf.length + pinnedBy.length + snapshots.length > 0',
    replace: 'currentOf.length > 0',
  },
  {
    name: 'a version without bytes is restored',
    module: 'domain/versions/restore-version.ts',
    expression: '!version.needsActiveBlob',
    replace: 'false',
  },
];
