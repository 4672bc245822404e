import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A relay in front of a control port that can be cut and mended, and ended. */
export async function cutLine(port: number) {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => (open.delete(one), other.destroy()))
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    isCut = true
    for (const socket of open) socket.destroy()
  }
  /** Nobody listens there any more, as after the end of a process. */
  const end = () => {
    cut()
    server.close()
  }
  onTestFinished(end)
  const { port: here } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${here}`, cut, mend: () => void (isCut = false), end }
}
