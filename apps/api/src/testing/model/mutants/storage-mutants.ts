import type { Mutant } from './mutant.ts';

export const storageMutants: Mutant[] = [
  {
    name: 'bytes may be kept twice',
    schema: 'drop index blob_active_content_key',
  },
  {
    name: 'an upload of known bytes does not hold on to them',
    statement: 'for key share',
    in: 'select id from blob',
    replace: '',
    pauseAfter: 'select id from blob\n    where namespace_id',
    waitBefore: 'needs_active_blob = null',
  },
  {
    name: 'bytes that another version shows begin to die',
    statement:
      'and not exists (\n        select from media_version v\n        where v.namespace_id = b.namespace_id and v.blob_id = b.id and v.needs_active_blob)',
    in: "set state = 'dying'",
    replace: '',
  },
  {
    name: 'two who complete one upload do not wait for each other',
    statement: 'for update',
    in: 'select state, door, reserved_bytes, media_id, duplicate_of from upload',
    replace: '',
    pauseAfter: 'select state, door, reserved_bytes, media_id, duplicate_of from upload',
  },
  {
    name: 'two who keep both do not wait for each other',
    statement: 'for update',
    in: 'select media_id, duplicate_of from upload',
    replace: '',
    pauseAfter: 'select media_id, duplicate_of from upload',
  },
  {
    name: 'a duplicate of a temporary file leaves it temporary',
    module: 'domain/uploads/record-upload.ts',
    leaveOut: 'if (existing) await keepForGood(tx, scope, existing, fields);',
  },
  {
    name: 'bytes that nobody needs stay',
    module: 'domain/uploads/complete-upload.ts',
    expression: '!outcome.usesPlaced',
    replace: 'false',
  },
  {
    name: 'dead bytes stay in the storage',
    module: 'domain/renditions/remove-dying-blob.ts',
    leaveOut: 'await services.storage.delete(parseObjectKey(storageKey));',
  },
  {
    name: 'a second file keeps what the first one shows by now',
    module: 'domain/uploads/keep-both.ts',
    expression: 'await findSent(tx, scope, upload, row.duplicate_of)',
    replace: 'await findSent(tx, scope, { ...upload, declaredSha256: null }, row.duplicate_of)',
  },
  {
    name: 'more is stored than the quota allows',
    statement: '<= n.quota_bytes',
    in: 'update namespace_usage',
    replace: '<= n.quota_bytes + 1000',
  },
  {
    name: 'the ledger does not forget what is purged',
    module: 'domain/media/give-up-versions.ts',
    leaveOut: 'await moveLedger(tx, namespaceId, { usedBytes: -freedBytes, reservedBytes: 0 });',
  },
  {
    name: 'what was held for an upload stays held',
    module: 'domain/uploads/record-upload.ts',
    expression: '-reservedBytes',
    replace: '0',
  },
  {
    name: 'an upload that is given up goes on holding room',
    module: 'domain/uploads/expire-upload.ts',
    expression: '-Number(open.reserved_bytes)',
    replace: '0',
  },
];
