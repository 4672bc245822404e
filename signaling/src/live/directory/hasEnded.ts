import { connect } from 'node:net'
import type { Known } from './Known.ts'
import type { SignalingProcess } from './SignalingProcess.ts'

/** A machine that says nothing for so long may be away; its process may live. Milliseconds. */
const ANSWER_MS = 300

/**
 * Tells whether another process has ended: its machine answers that nobody listens at its address. A process that is silent, or that nobody
 * knows, may live. Never fails.
 */
export async function hasEnded(processes: Pick<Known<SignalingProcess>, 'all' | 'look'>, id: string): Promise<boolean> {
  if (!processes.all.has(id)) await processes.look()
  const known = processes.all.get(id)
  return known !== undefined && isRefused(new URL(known.url))
}

function isRefused({ hostname, port, protocol }: URL): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    timeout: ANSWER_MS,
  })
  const answer = (refused: boolean) => {
    socket.destroy()
    resolve(refused)
  }
  socket.once('connect', () => answer(false))
  socket.once('timeout', () => answer(false))
  socket.once('error', (error) => answer('code' in error && error.code === 'ECONNREFUSED'))
  return promise
}
