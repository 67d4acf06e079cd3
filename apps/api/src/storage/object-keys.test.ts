import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkPrefix, objectKey, parseObjectKey } from './object-keys.ts';

test('a key is its namespace, its purpose and an id', () => {
  const [namespaceId, id] = [randomUUID(), randomUUID()];
  const key = objectKey({ namespaceId, purpose: 'rendition', id });
  expect(key).toBe(`${namespaceId}/rendition/${id}`);
  expect(parseObjectKey(key)).toBe(key);
});

test('no part of a key may be anything but what the server made', () => {
  const uuid = randomUUID();
  expect(() => objectKey({ namespaceId: '..', purpose: 'original', id: uuid })).toThrow(TypeError);
  expect(() => objectKey({ namespaceId: uuid, purpose: 'original', id: 'cat.jpg' })).toThrow(TypeError);
  expect(() => parseObjectKey(`${uuid}/original/${uuid}/`)).toThrow(TypeError);
  expect(() => parseObjectKey(`${uuid}/original/${uuid}\n`)).toThrow(TypeError);
});

test('a prefix ends in a slash, so that it takes in no neighbour', () => {
  const uuid = randomUUID();
  expect(checkPrefix(`${uuid}/`)).toBe(`${uuid}/`);
  expect(() => checkPrefix(uuid)).toThrow(TypeError);
});
