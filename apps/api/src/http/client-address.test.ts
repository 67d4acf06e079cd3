import { expect, test } from 'vitest';
import { clientAddress, normaliseAddress } from './client-address.ts';

test('counts an IPv6 client by its /64 and a mapped IPv4 client as IPv4', () => {
  expect(normaliseAddress('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(normaliseAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(normaliseAddress('not an address')).toBe('unknown');
});

test('believes X-Forwarded-For only as far as its own proxies wrote it', () => {
  const header = '203.0.113.9, 198.51.100.4, 10.0.0.2';
  expect(clientAddress('10.0.0.1', header, 0)).toBe('10.0.0.1');
  expect(clientAddress('10.0.0.1', header, 1)).toBe('10.0.0.2');
  expect(clientAddress('10.0.0.1', header, 2)).toBe('198.51.100.4');
  expect(clientAddress('10.0.0.1', undefined, 2)).toBe('10.0.0.1');
});
