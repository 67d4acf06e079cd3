declare const brand: unique symbol;

/** Where the bytes of one physical object lie: `<namespaceId>/<purpose>/<uuid>`. Never holds anything a client said. */
export type ObjectKey = string & { readonly [brand]: 'ObjectKey' };

/**
 * `quarantine` holds what is not checked yet, `original` what a version shows, `rendition` what was made from one, and
 * `ledger` who was erased: no row points at it, and no sweep removes it.
 */
export type ObjectPurpose = (typeof purposes)[number];

const purposes = ['quarantine', 'original', 'rendition', 'ledger'] as const;

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const keyForm = new RegExp(`^${uuid}/(?:${purposes.join('|')})/${uuid}$`);
const prefixForm = new RegExp(`^(?:${uuid}/(?:(?:${purposes.join('|')})/)?)?$`);

/**
 * Makes the key of a new object. `id` is a fresh UUID, never a content hash: a hash as a key would let a sweeper
 * remove the object that somebody else is just writing again.
 * @throws TypeError when `namespaceId` or `id` is no UUID in lower case.
 */
export function objectKey(parts: { namespaceId: string; purpose: ObjectPurpose; id: string }): ObjectKey {
  return parseObjectKey(`${parts.namespaceId}/${parts.purpose}/${parts.id}`);
}

/**
 * Takes a key as a row holds it. The form leaves no room for `..`, separators or control characters, so that no
 * driver has to clean a key before it becomes a path.
 * @throws TypeError on every other text.
 */
export function parseObjectKey(text: string): ObjectKey {
  if (!isObjectKey(text))
    throw new TypeError('An object key is <namespaceId>/<purpose>/<uuid>; this is none.');
  return text;
}

export function purposeOf(key: ObjectKey): ObjectPurpose {
  return key.split('/')[1] as ObjectPurpose;
}

export function isObjectKey(text: string): text is ObjectKey {
  return keyForm.test(text);
}

/**
 * Checks what `list` may be asked for: nothing (everything), `<namespaceId>/` or `<namespaceId>/<purpose>/`. The
 * slash at the end is needed: without it a prefix would take in its neighbour's objects.
 * @throws TypeError on every other text.
 */
export function checkPrefix(text: string): string {
  if (!prefixForm.test(text))
    throw new TypeError('A prefix is empty, <namespaceId>/ or <namespaceId>/<purpose>/.');
  return text;
}
