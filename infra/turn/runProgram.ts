/**
 * Runs a program that is not ours as one of the launcher's children: it says when the program is ready, ends with it, and ends it
 * when the launcher is gone. `node runProgram.ts HOST PORT COMMAND [ARGUMENT ...]`: ready is who takes connections at HOST:PORT.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** The program is asked again after this, in milliseconds. */
const ASK_AGAIN_MS = 20

const [host = '', port = '', command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
let isStopping = false

const stop = () => {
  isStopping = true
  child.kill('SIGTERM')
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
process.once('disconnect', stop)

child.once('error', (error) => {
  process.stderr.write(`${command}: ${error.message}\n`)
  process.exit(1)
})
child.once('exit', (code, signal) => process.exit(isStopping ? 0 : signal === null ? (code ?? 1) : 1))

while (!(await answers())) await wait(ASK_AGAIN_MS)
process.send?.({ ready: true })

async function answers(): Promise<boolean> {
  const socket = connect({ host, port: Number(port) })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
