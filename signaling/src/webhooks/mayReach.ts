import { BlockList, isIP } from 'node:net'

/** True for an address that a request may be sent to. */
export type MayReach = (address: string, isSecure: boolean) => boolean

/** Networks that are not the Internet, or not of one host: RFC 6890 and what came after. `::/8` has loopback, IPv4 in IPv6 and NAT64. */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/8',
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const

/** A list of each family: in one of both, `::/8` would have all of IPv4 in it. */
const notPublic = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const network of NOT_PUBLIC) {
  const [address = '', bits] = network.split('/')
  const family = address.includes(':') ? 'ipv6' : 'ipv4'
  notPublic[family].addSubnet(address, Number(bits), family)
}

/**
 * Public addresses by HTTPS, and those that the office's own setting names, also by HTTP. Whoever may set up a webhook makes this server
 * send requests: without a word of who runs the machine, none goes into the office's network or to the machine itself.
 * @param isInternal of the setting DIEM_CAU_WEBHOOK_NETWORKS; null: it is not set
 */
export function mayReachBy(isInternal: ((address: string) => boolean) | null): MayReach {
  return (address, isSecure) => {
    const plain = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address
    if (isInternal?.(plain)) return true
    const version = isIP(plain)
    const family = version === 4 ? 'ipv4' : 'ipv6'
    return isSecure && version !== 0 && !notPublic[family].check(plain, family)
  }
}
