import { BlockList, isIP } from 'node:net';

/**
 * Says of an address whether it is a proxy that is believed about who sent it the request. Hop 0 is whoever is connected,
 * 1 the one that says it came from, and so on from the right of X-Forwarded-For.
 */
export type TrustProxy = (address: string, hop: number) => boolean;

/** Names for ranges, as other programs know them. */
const ranges: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const mostHops = 10;

const wanted = `a number of proxies from 0 to ${mostHops}, or their addresses with commas between, as in 127.0.0.1,10.0.0.0/8; loopback, linklocal and uniquelocal name ranges`;

/**
 * Reads which proxies are believed (docs/operations.md, Behind a proxy): so many hops, or named addresses and ranges;
 * undefined for none. Throws a RangeError with a sentence for what is neither.
 */
export function readTrustProxy(written: string): TrustProxy | undefined {
  if (/^\d+$/.test(written)) {
    const hops = Number(written);
    if (hops > mostHops) throw new RangeError(`${written} is not ${wanted}`);
    // Fastify takes a number as well, and believes nobody then.
    return hops === 0 ? undefined : (_, hop) => hop < hops;
  }
  const proxies = new BlockList();
  for (const one of written.split(',').map((part) => part.trim())) {
    for (const range of ranges[one] ?? [one]) addRange(proxies, range);
  }
  return (address) => isIP(address) !== 0 && proxies.check(address, familyOf(address));
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function addRange(proxies: BlockList, range: string): void {
  const [address = '', prefix, ...more] = range.split('/');
  const longest = isIP(address) === 6 ? 128 : 32;
  const length = prefix === undefined ? longest : Number(prefix);
  const fits = isIP(address) !== 0 && /^\d*$/.test(prefix ?? '') && length >= 1 && length <= longest && more.length === 0;
  if (!fits) throw new RangeError(`“${range}” is not ${wanted}`);
  proxies.addSubnet(address, length, familyOf(address));
}
