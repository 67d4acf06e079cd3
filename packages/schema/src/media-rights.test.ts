import { expect, test } from 'vitest';
import { isOffered, rightsOf } from './media-rights.ts';

const at = new Date('2026-11-21T12:00:00.000Z');
const day = (days: number) => new Date(at.getTime() + days * 86_400_000).toISOString();

test.each([
  [null, null, null, true],
  [day(-1), day(40), null, true],
  [null, day(30), 'ending', true],
  [null, day(0), 'ended', false],
  [day(1), null, 'not-started', false],
  [day(1), day(2), 'not-started', false],
] as const)(
  'rights from %s until %s are %s, and the file is offered: %s',
  (rightsStart, rightsEnd, rights, offered) => {
    const media = { rightsStart, rightsEnd, reviewStatus: 'approved', deletedAt: null } as const;
    expect(rightsOf(media, at)).toBe(rights);
    expect(isOffered(media, at)).toBe(offered);
    expect(isOffered({ ...media, reviewStatus: 'pending' }, at)).toBe(false);
    expect(isOffered({ ...media, deletedAt: day(-1) }, at)).toBe(false);
  },
);
