import { createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * Speaks as much of Redis's protocol (RESP) as registering needs, on a port of its own, and keeps what was evaluated. Scripts are not run:
 * tests/protocol has them with a real Redis.
 */
export async function startDirectoryStandIn() {
  const evals: string[][] = []
  const open = new Set<Socket>()
  let server: Server
  const listen = async (port: number) => {
    server = createServer((socket) => {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      socket.on('error', () => undefined)
      let unread = ''
      socket.on('data', (chunk) => {
        unread += chunk.toString()
        for (let command = takeCommand(unread); command; command = takeCommand(unread)) {
          unread = command.rest
          const [name, ...args] = command.words
          if (name?.toUpperCase() === 'EVAL') evals.push(args)
          socket.write(name?.toUpperCase() === 'EVAL' ? ':1\r\n' : '+OK\r\n')
        }
      })
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  }
  const port = await listen(0)
  const stop = async () => {
    for (const socket of open) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  onTestFinished(stop)
  return { url: `redis://127.0.0.1:${port}`, evals, stop, startAgain: () => listen(port), lineCount: () => open.size }
}

/** @returns the first whole command (an array of bulk strings) and what follows it; null while it is not whole. Texts are ASCII here. */
function takeCommand(text: string): { words: string[]; rest: string } | null {
  const lines = text.split('\r\n')
  const count = Number(lines[0]?.slice(1))
  if (!text.startsWith('*') || lines.length < 2 + 2 * count) return null
  const words = Array.from({ length: count }, (_, index) => lines[2 + 2 * index] ?? '')
  return { words, rest: lines.slice(1 + 2 * count).join('\r\n') }
}
