import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { slowClientOptions } from './guardConnections.ts'
import type { Patience } from './Patience.ts'

/** PEM. */
export type Tls = { readonly cert: Buffer; readonly key: Buffer }

/** The server that everything comes in by, not listening yet. @param tls null = plain HTTP */
export function createServer(tls: Tls | null, patience: Patience): Server {
  const options = slowClientOptions(patience)
  return tls ? createHttpsServer({ ...tls, ...options }) : createHttpServer(options)
}
