import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { SetupError } from '../bootstrap/SetupError.mjs'

/** This machine's addresses that others can reach, IPv4 first; link-local ones are left out. */
export function localAddresses(interfaces = networkInterfaces()): string[] {
  const all = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
    .map(({ address }) => address)
  return [...new Set(all)].sort((a, b) => isIP(a) - isIP(b))
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}

/** Listens on every address. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/.test(host)
}

/**
 * Finds where media workers listen and what they tell browsers, as DIEM_CAU_RTC_LISTEN wants it:
 * "ip[@announced]", comma separated, IPv6 in brackets.
 *
 * An announced address of this machine is listened on itself. Another one (a router's, with its port
 * forwarded) is told in place of a local address of its family, each local one once.
 *
 * @throws SetupError when there is no local address left to stand behind an announced one
 */
export function mediaListen(host: string, announce: readonly string[] | undefined, local: readonly string[]): string {
  const fixed = isIP(host) !== 0 && !isWildcard(host) ? [host] : undefined
  if (announce === undefined) {
    if (fixed) return fixed.map(bracketed).join(',')
    if (isLoopback(host)) return '127.0.0.1'
    const reachable = host === '0.0.0.0' ? local.filter((ip) => isIP(ip) === 4) : local
    return ['127.0.0.1', ...reachable].map(bracketed).join(',') // a browser on this very machine works offline too
  }
  const own = announce.filter((address) => local.includes(address) || isLoopback(address))
  const free = (fixed ?? local).filter((ip) => !own.includes(ip))
  const behind = announce
    .filter((address) => !own.includes(address))
    .map((address) => {
      const family = isIP(address) || 4 // a name: IPv4 is what is behind routers
      const index = free.findIndex((ip) => isIP(ip) === family)
      if (index < 0) {
        throw new SetupError(
          `--announce ${address}: this machine has no (further) IPv${family} address to receive its media on.`,
        )
      }
      const [ip = ''] = free.splice(index, 1)
      return `${bracketed(ip)}@${address}`
    })
  return [...own.map((address) => bracketed(address === 'localhost' ? '127.0.0.1' : address)), ...behind].join(',')
}

/** The part of a listen entry that is bound. */
export function boundAddresses(listen: string): string[] {
  return listen.split(',').map((entry) => (entry.split('@')[0] ?? '').replace(/^\[(.*)\]$/, '$1'))
}

function bracketed(ip: string): string {
  return isIP(ip) === 6 ? `[${ip}]` : ip
}
