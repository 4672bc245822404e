import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { CameraRefusal } from './CameraRefusal.ts'

/** Where no camera is: this machine, links (and with them what clouds tell their machines), groups, reserved (RFC 6890). */
const NEVER = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/8',
  'fd00:ec2::/32',
  'fe80::/10',
  'ff00::/8',
] as const

/** A list of each family: in one of both, `::/8` would have all of IPv4 in it. */
type Networks = { readonly ipv4: BlockList; readonly ipv6: BlockList }

/**
 * Says which addresses this node may go to for a camera. Whoever may set up a camera makes the node connect: not to itself, whatever
 * address it has there, and only to the networks that the setting names where there is one.
 */
export class CameraNetworks {
  readonly #named: Networks | null
  readonly #never = networksOf(NEVER)

  /** @param named of the setting DIEM_CAU_CAMERA_NETWORKS, as `address/bits`; empty: all but those where no camera is */
  constructor(named: readonly string[]) {
    this.#named = named.length === 0 ? null : networksOf(named)
  }

  /**
   * Looks a host up once, so that what was looked at is what is gone to.
   * @param host as a URL has it
   * @throws CameraRefusal `notAllowed`, or `noAnswer` when there is no such host
   */
  async addressOf(host: string): Promise<string> {
    const name = host.replace(/^\[(.*)\]$/, '$1')
    const addresses = isIP(name) === 0 ? await this.#lookUp(name) : [name]
    const [first] = addresses.filter((address) => this.#mayGoTo(address))
    if (first === undefined) throw new CameraRefusal('notAllowed', 'its address is not one that this node may go to')
    return first
  }

  async #lookUp(name: string): Promise<string[]> {
    try {
      return (await lookup(name, { all: true })).map(({ address }) => address)
    } catch (error) {
      throw new CameraRefusal('noAnswer', error instanceof Error ? error.message : String(error))
    }
  }

  #mayGoTo(address: string): boolean {
    const plain = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address
    const family = isIP(plain) === 4 ? 'ipv4' : 'ipv6'
    if (this.#named !== null) return this.#named[family].check(plain, family)
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    return !this.#never[family].check(plain, family) && !own.some((one) => one.address === plain)
  }
}

/** @throws TypeError or RangeError for one that is not `address/bits` */
export function networksOf(texts: readonly string[]): Networks {
  const networks = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const text of texts) {
    const [address = '', bits] = text.split('/')
    const family = address.includes(':') ? 'ipv6' : 'ipv4'
    networks[family].addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return networks
}
