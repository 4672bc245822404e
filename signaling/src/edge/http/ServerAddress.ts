import type { Server } from 'node:http'
import { reachableUrl } from './reachableUrl.ts'

export type ServerAddressOptions = {
  readonly server: Pick<Server, 'address'>
  readonly host: string
  /** The server itself speaks it. */
  readonly isHttps: boolean
  /** The address by which people reach it from elsewhere; null = where it listens. */
  readonly publicUrl: string | null
}

/** The address by which people reach a server. It exists from the beginning, although the port may be known only when it listens. */
export class ServerAddress {
  readonly #options: ServerAddressOptions
  #found: { readonly url: string; readonly port: number; readonly isGuessed: boolean } | null = null

  constructor(options: ServerAddressOptions) {
    this.#options = options
  }

  /** Links begin with this: the address that was told, or where it listens. Without a slash at the end. */
  get publicUrl(): string {
    return this.#options.publicUrl ?? this.listening.url
  }

  /** People come over HTTPS, which the server or a proxy before it speaks. */
  get isSecure(): boolean {
    const { isHttps, publicUrl } = this.#options
    return isHttps || (publicUrl?.startsWith('https:') ?? false)
  }

  /** `isGuessed`: the machine may have a better address. @throws Error before it listens */
  get listening(): { readonly url: string; readonly port: number; readonly isGuessed: boolean } {
    if (this.#found) return this.#found
    const { server, host, isHttps } = this.#options
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port yet')
    this.#found = { port: address.port, ...reachableUrl(host, address.port, isHttps) }
    return this.#found
  }
}
