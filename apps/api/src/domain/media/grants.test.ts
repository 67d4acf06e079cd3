import { expect, test } from 'vitest';
import { createGrants } from './grants.ts';

const keys = [
  { id: 'new', secret: 'n'.repeat(40) },
  { id: 'old', secret: 'o'.repeat(40) },
];
const target = {
  mediaId: '01900000-0000-7000-8000-000000000001',
  version: 1,
  accessLevel: 'members',
} as const;
const at = (time: string) => ({ keys, ttlSeconds: 3600, now: () => new Date(time) });
const noon = createGrants(at('2026-11-21T12:01:00Z'));
const refused = expect.objectContaining({ code: 'auth.denied' });

test('a grant opens its file until the end of a quarter of an hour, and stays the same until then', () => {
  const grant = noon.sign('preset', target);
  expect(noon.verify('preset', target, grant).expiresAt).toEqual(new Date('2026-11-21T13:15:00Z'));
  expect(createGrants(at('2026-11-21T12:14:00Z')).sign('preset', target)).toBe(grant);
  expect(createGrants(at('2026-11-21T12:16:00Z')).sign('preset', target)).not.toBe(grant);
});

test('a grant of another file, version, purpose or key is refused, and so is one with any character changed', () => {
  const grant = noon.sign('preset', target);
  expect(() => noon.verify('original', target, grant)).toThrow(refused);
  expect(() => noon.verify('preset', { ...target, version: 2 }, grant)).toThrow(refused);
  expect(() => noon.verify('preset', { ...target, mediaId: 'x' }, grant)).toThrow(refused);
  for (let index = 0; index < grant.length; index += 1) {
    const other = grant[index] === 'A' ? 'B' : 'A';
    const changed = grant.slice(0, index) + other + grant.slice(index + 1);
    expect(() => noon.verify('preset', target, changed)).toThrow(refused);
  }
  for (const nonsense of [
    '',
    '-',
    '..',
    `${grant}x`,
    `new.1e9.${'A'.repeat(22)}`,
    `__proto__.1.${'A'.repeat(22)}`,
  ]) {
    expect(() => noon.verify('preset', target, nonsense)).toThrow(refused);
  }
});

test('a grant that was made while a file was of another level opens nothing any more', () => {
  const grant = noon.sign('preset', target);
  expect(() => noon.verify('preset', { ...target, accessLevel: 'private' }, grant)).toThrow(refused);
  expect(noon.sign('preset', { ...target, accessLevel: 'private' })).not.toBe(grant);
});

test('an expired grant is refused after a minute of grace', () => {
  const grant = noon.sign('preset', target);
  expect(createGrants(at('2026-11-21T13:15:59Z')).verify('preset', target, grant)).toBeDefined();
  expect(() => createGrants(at('2026-11-21T13:16:01Z')).verify('preset', target, grant)).toThrow(refused);
});

test('a grant that was made to live longer than the instance allows is refused', () => {
  const generous = createGrants({ ...at('2026-11-21T12:01:00Z'), ttlSeconds: 86_400 });
  expect(() => noon.verify('preset', target, generous.sign('preset', target))).toThrow(refused);
});

test('both keys verify while the new one signs', () => {
  const before = createGrants({ ...at('2026-11-21T12:01:00Z'), keys: keys.slice(1) }).sign('preset', target);
  expect(before).toMatch(/^old\./);
  expect(noon.verify('preset', target, before)).toBeDefined();
  expect(noon.sign('preset', target)).toMatch(/^new\./);
});

test('a grant ends with the rights in the file', () => {
  const end = new Date('2026-11-21T12:30:00Z');
  expect(noon.verify('preset', target, noon.sign('preset', target, end)).expiresAt).toEqual(end);
});
