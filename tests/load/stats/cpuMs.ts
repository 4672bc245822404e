import { readdirSync, readFileSync } from 'node:fs'

/** CPU time so far of these processes, all their threads, in milliseconds. The kernel counts it in nanoseconds (schedstat), where ticks are 10 ms. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + threadsOf(pid).reduce((all, thread) => all + nanosOf(pid, thread), 0), 0) / 1e6
}

const threadsOf = (pid: number): string[] => readdirSync(`/proc/${pid}/task`)

/** A thread that has just ended counts nothing more. */
function nanosOf(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return 0
  }
}
