import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

/**
 * These ports are below the kernel's ephemeral ones, so that no other test's connection takes them between probe and
 * use.
 */
const LOWEST = 20_000
const HIGHEST = 30_000

/** Finds `count` ports in a row that are free for TCP and UDP on 127.0.0.1, and gives the first. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)))
    if (free.every(Boolean)) return first
  }
}

async function isFree(port: number): Promise<boolean> {
  const tcp = new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
  const udp = new Promise<boolean>((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => resolve(false))
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)))
  })
  return (await tcp) && (await udp)
}
