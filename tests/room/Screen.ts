import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A screen of 1920x1080 that nobody sees (Xvfb), with the window manager of a room's PC. */
export class Screen {
  readonly display: string
  readonly #server: ChildProcess
  readonly #manager: ChildProcess

  private constructor(display: string, server: ChildProcess) {
    this.display = display
    this.#server = server
    this.#manager = spawn('openbox', [], { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' })
  }

  static async open(): Promise<Screen> {
    // The server chooses a number that is free, and tells it on this descriptor.
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const told = server.stdio[3]
    if (!told || !('on' in told)) throw new Error('Xvfb has no descriptor to tell its number on')
    const [line] = (await once(createInterface({ input: told as NodeJS.ReadableStream }), 'line')) as [string]
    return new Screen(`:${line.trim()}`, server)
  }

  async close(): Promise<void> {
    this.#manager.kill('SIGKILL')
    const exit = once(this.#server, 'exit')
    this.#server.kill('SIGTERM')
    await exit
  }
}
