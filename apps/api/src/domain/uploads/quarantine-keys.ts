import { type ObjectKey, objectKey, parseObjectKey } from '../../storage/object-keys.ts';

/** Where the bytes of an upload arrive. */
export function landingKeyOf({ namespaceId, id }: { namespaceId: string; id: string }): ObjectKey {
  return objectKey({ namespaceId, purpose: 'quarantine', id });
}

/**
 * Where the bytes lie once they are checked: the same id in another drawer. It is the id of what was written, not of
 * the upload: of two that bring the bytes of one upload each has its own, and none can remove those of the other.
 */
export function originalKeyOf(quarantineKey: string): ObjectKey {
  const [namespaceId = '', , id = ''] = parseObjectKey(quarantineKey).split('/');
  return objectKey({ namespaceId, purpose: 'original', id });
}

/**
 * Everywhere in quarantine that bytes of an upload may lie. A signed PUT can be sent again until it expires, also while
 * what it brought is being checked: such bytes land under one key and are moved to another one, which nobody can write
 * to, before they are read.
 */
export function quarantineKeysOf(row: {
  namespaceId: string;
  id: string;
  quarantineKey: string;
}): ObjectKey[] {
  return [...new Set([landingKeyOf(row), parseObjectKey(row.quarantineKey)])];
}
