import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'

type Interfaces = NodeJS.Dict<readonly { readonly address: string; readonly internal: boolean }[]>

/**
 * Finds where a server that listens on this host is reached from elsewhere. One that listens on all addresses is not reached at
 * the name 0.0.0.0: its first address stands for it (IPv4 before IPv6), or else the machine's name.
 * @returns `isGuessed`: the machine may have a better address
 */
export function reachableUrl(
  host: string,
  port: number,
  isHttps: boolean,
  interfaces: Interfaces = networkInterfaces(),
): { url: string; isGuessed: boolean } {
  const isGuessed = host === '0.0.0.0' || /^[0:]+$/.test(host)
  const reached = isGuessed ? (ownAddress(host === '0.0.0.0', interfaces) ?? hostname()) : host
  return { url: `${isHttps ? 'https' : 'http'}://${isIP(reached) === 6 ? `[${reached}]` : reached}:${port}`, isGuessed }
}

function ownAddress(onlyIPv4: boolean, interfaces: Interfaces): string | undefined {
  const outside = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
    .map(({ address }) => address)
    .toSorted((a, b) => isIP(a) - isIP(b))
  return outside.find((address) => !onlyIPv4 || isIP(address) === 4)
}
