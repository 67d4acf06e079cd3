import { describe, expect, it } from 'vitest';
import { keysOf, moveKeys } from './move-keys.ts';

const order = (moved: string[], key: string, dropPosition: 'before' | 'after') =>
  moveKeys(['a', 'b', 'c', 'd'], new Set(moved), { key, dropPosition }).join('');

describe('moveKeys', () => {
  it('puts one before or after another', () => {
    expect(order(['a'], 'c', 'before')).toBe('bacd');
    expect(order(['a'], 'd', 'after')).toBe('bcda');
    expect(order(['d'], 'a', 'before')).toBe('dabc');
  });

  it('moves several together in the order they had', () => {
    expect(order(['d', 'a'], 'b', 'after')).toBe('badc');
  });

  it('leaves the order where one is dropped on itself', () => {
    expect(order(['b'], 'b', 'after')).toBe('abcd');
  });
});

describe('keysOf', () => {
  it('tells two uses of one file apart', () => {
    expect(keysOf([{ mediaId: 'x' }, { mediaId: 'y' }, { mediaId: 'x' }])).toEqual(['x', 'y', 'x/2']);
  });
});
