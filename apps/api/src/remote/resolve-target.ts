import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './is-public-address.ts';

/** All addresses of a name. */
export type Lookup = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

export const lookupBySystem: Lookup = (hostname) => systemLookup(hostname, { all: true, verbatim: false });

/** Where anybody may send us. Other ports belong to services that were not made for it. */
const ordinaryPorts = new Set(['', '80', '443']);

/** Why a target is not asked at all. The reason is for the log; whoever gave the URL is told nothing of it. */
class DeniedTarget extends Error {
  override name = 'DeniedTarget';
}

/**
 * Resolves the host of a URL once and gives the lookup that a connection to it must use, so that what is connected to
 * is what was checked, whatever the name server says a moment later. An address in a URL is checked as it is.
 * @param options.allowedHosts `host` or `host:port` that may lie anywhere, on any port: an intranet's.
 * @throws DeniedTarget for other schemes, credentials, ports and addresses that are not public; one is enough.
 */
export async function resolveTarget(
  url: URL,
  options: { allowedHosts: readonly string[]; lookup: Lookup },
): Promise<LookupFunction> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new DeniedTarget('scheme');
  if (url.username !== '' || url.password !== '') throw new DeniedTarget('credentials');
  const isAllowed = options.allowedHosts.includes(url.host);
  if (!isAllowed && !ordinaryPorts.has(url.port)) throw new DeniedTarget('port');
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(hostname);
  const addresses = family ? [{ address: hostname, family }] : await options.lookup(hostname);
  if (addresses.length === 0) throw new DeniedTarget('no address');
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new DeniedTarget('address');
  }
  const checked = [...addresses];
  return (_hostname, { all }, callback) => {
    const [first] = checked;
    if (all) callback(null, checked);
    else callback(null, first?.address ?? '', first?.family);
  };
}
