import { BlockList, isIP } from 'node:net'

/** True if this address is a proxy of ours, whose word on who asks is taken. */
export type IsProxy = (address: string) => boolean

/**
 * Addresses and networks, comma separated: `127.0.0.1, 10.0.0.0/24, 2001:db8::/64`.
 * @returns null when there are none
 * @throws RangeError naming the part that is neither
 */
export function readProxies(text: string): IsProxy | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const proxies = new BlockList()
  for (const part of parts) {
    const [address = '', bits, ...rest] = part.split('/')
    const family = familyOf(address)
    const most = family === 'ipv4' ? 32 : 128
    if (
      family === null ||
      rest.length > 0 ||
      (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most))
    ) {
      throw new RangeError(`"${part}" is neither an address nor a network such as 10.0.0.0/24`)
    }
    proxies.addSubnet(address, bits === undefined ? most : Number(bits), family)
  }
  if (parts.length === 0) return null
  return (address) => {
    const plain = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address
    const family = familyOf(plain)
    return family !== null && proxies.check(plain, family)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6'
}
