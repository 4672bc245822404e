import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { PipeAddress, PipeEnd } from '../meeting/PipeEnd.ts'

/**
 * Connects two ends over a way that loses what it is told to.
 * @param loses of the packets that go from `near` to `far`
 */
export async function connectOver(near: PipeEnd, far: PipeEnd, loses: (packet: Buffer) => boolean): Promise<void> {
  const [facingNear, facingFar] = [await open(), await open()]
  facingNear.socket.on('message', (packet) => {
    if (!loses(packet)) facingFar.socket.send(packet, far.address.port, far.address.ip)
  })
  facingFar.socket.on('message', (packet) => facingNear.socket.send(packet, near.address.port, near.address.ip))
  const seen = (port: number, end: PipeEnd): PipeAddress => ({ ...end.address, ip: '127.0.0.1', port })
  await Promise.all([near.connect(seen(facingNear.port, far)), far.connect(seen(facingFar.port, near))])
}

async function open(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4')
  onTestFinished(() => {
    socket.close()
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port }: AddressInfo = socket.address()
  return { socket, port }
}
