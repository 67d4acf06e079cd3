import ipaddr from 'ipaddr.js';

/**
 * The form in which an address is counted: IPv4 as it is, also where it came mapped into IPv6; of IPv6 the /64,
 * because one customer has all of it.
 */
export function normaliseAddress(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`;
}

/**
 * Who speaks to us. `X-Forwarded-For` is read only behind trusted proxies, and from its end: what stands further to
 * the left than our own proxies wrote was written by the client.
 * @param trustedProxies how many proxies stand before this server; 0 reads no header.
 */
export function clientAddress(
  remoteAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const hops = forwardedFor?.split(',').map((hop) => hop.trim()) ?? [];
  const told = trustedProxies > 0 ? hops.at(-trustedProxies) : undefined;
  return normaliseAddress(told ?? remoteAddress ?? '');
}
