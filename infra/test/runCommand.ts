import { spawn } from 'node:child_process'

/** A runner that hangs must not eat CI's 90 minutes. */
const LIMIT_MS = 60 * 60_000

/** Runs a command with its output on this console. @returns exit code; 1 when a signal or the time limit ended it */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<number> {
  return await new Promise((settle) => {
    const child = spawn(command, args, {
      ...options,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    })
    const forward = () => child.kill('SIGTERM')
    process.once('SIGTERM', forward)
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      settle(1)
    })
    child.once('close', (code) => {
      process.off('SIGTERM', forward)
      settle(code ?? 1)
    })
  })
}
