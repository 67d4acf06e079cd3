import ipaddr from 'ipaddr.js';

/** What the Internet routes in IPv6; all else (mapped, translated, local, reserved) lies outside of it. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Public by their form, but answered by the machine that a virtual one runs on: they know its secrets and trust whoever
 * asks. Those of other clouds lie in what is link-local, shared or unique local.
 */
const ofTheCloud = new Set(['168.63.129.16']);

/**
 * True for an address of the public Internet: not this machine, not its network or cloud, nothing reserved, and no IPv6 form
 * that holds an IPv4 address in it (mapped, 6to4, Teredo, NAT64), whichever that is. False for what is no address.
 * @param text as a resolver gives it. Decimal, octal and hexadecimal forms of hosts are made dotted by the URL parser.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (ofTheCloud.has(address.toString())) return false;
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(globalUnicast);
}
