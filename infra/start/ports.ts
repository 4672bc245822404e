import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { SetupError } from '../bootstrap/SetupError.mjs'

interface PortUse {
  host: string
  port: number
  protocol: 'tcp' | 'udp'
  option: string
}

/**
 * Tries each port and gives it back at once.
 * @throws SetupError naming the port and the option that changes it
 */
export async function checkPorts(uses: readonly PortUse[]): Promise<void> {
  for (const use of uses) {
    try {
      await (use.protocol === 'tcp' ? tryTcp(use.host, use.port) : tryUdp(use.host, use.port))
    } catch (error) {
      throw explain(use, error)
    }
  }
}

/** A TCP port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  return await tryTcp('127.0.0.1', 0)
}

async function tryTcp(host: string, port: number): Promise<number> {
  const server = createServer()
  server.listen({ host, port })
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : port
}

async function tryUdp(host: string, port: number): Promise<void> {
  const socket = createSocket(host.includes(':') ? { type: 'udp6', ipv6Only: true } : { type: 'udp4' })
  socket.bind(port, host)
  await once(socket, 'listening')
  socket.close()
  await once(socket, 'close')
}

function explain(use: PortUse, error: unknown): SetupError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const where = `${use.host}:${use.port} (${use.protocol.toUpperCase()})`
  switch (code) {
    case 'EADDRINUSE':
      return new SetupError(
        `Cổng ${use.port} đang có chương trình khác dùng. Chọn cổng khác: npm start -- ${use.option}\n` +
          `Port ${where} is taken by another program (or another Diem Cau). Choose another one: npm start -- ${use.option}`,
      )
    case 'EACCES':
      return new SetupError(
        `Port ${where}: this user may not listen there. Choose one above 1023: npm start -- ${use.option}`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SetupError(
        `${use.host} is no address of this machine. Choose another one: npm start -- --host 0.0.0.0 (all addresses)`,
      )
    default:
      return new SetupError(`Cannot listen on ${where}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
