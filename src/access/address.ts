import { isIP, SocketAddress } from 'node:net';

/**
 * The one name under which requests of an address are counted: IPv4 as it is (also when written `::ffff:192.0.2.1`),
 * IPv6 by its /64, since one customer of a provider has at least that many; whatever its text form (CVE-2026-45364).
 *
 * @returns `192.0.2.1`, `2001:db8:0:1::/64`, or `unknown` for what is no address
 */
export function addressGroup(address: string): string {
  const plain = address.split('%')[0] ?? '';
  const family = isIP(plain);
  if (family === 4) return plain;
  if (family === 0) return 'unknown';
  const groups = expanded(plain);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return [groups[6] ?? 0, groups[7] ?? 0].flatMap((group) => [group >> 8, group & 255]).join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. Node writes any form of it in the short one, which is then filled up. */
function expanded(address: string): number[] {
  const short = new SocketAddress({ address, family: 'ipv6' }).address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, a: string, b: string, c: string, d: string) =>
      `${((Number(a) << 8) | Number(b)).toString(16)}:${((Number(c) << 8) | Number(d)).toString(16)}`,
  );
  const [head = '', tail] = short.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right].map((group) => Number.parseInt(group, 16));
}
