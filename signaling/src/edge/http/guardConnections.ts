import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { addressKey } from '../../auth/limits/addressKey.ts'
import type { Patience } from './Patience.ts'

/** Browsers of a whole office come from one address, with up to 7 connections each; a process has 20,000. */
const PER_ADDRESS = 4000

/** The server looks this often for clients whose headers take too long, because Node would every 30 s. */
const CHECK_MS = 5000

export type ConnectionLimits = {
  /** Proxies: everybody comes from them. */
  readonly isTrusted: (address: string) => boolean
  readonly perAddress?: number
}

/** HTTP servers are made with these options. */
export const slowClientOptions = ({ headersMs }: Patience) => ({
  headersTimeout: headersMs,
  connectionsCheckingInterval: Math.min(CHECK_MS, headersMs),
})

/** Closes what one address opens beyond its share, so that it does not take the descriptors of everybody. */
export function guardConnections(server: Server, { isTrusted, perAddress = PER_ADDRESS }: ConnectionLimits): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    if (address === '' || isTrusted(address)) return
    const key = addressKey(address)
    const count = (open.get(key) ?? 0) + 1
    if (count > perAddress) {
      socket.destroy()
      return
    }
    open.set(key, count)
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1
      if (left === 0) open.delete(key)
      else open.set(key, left)
    })
  })
}
