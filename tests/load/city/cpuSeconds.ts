import { readdirSync, readFileSync } from 'node:fs'

/** Ticks a second in which the kernel counts the time of processes; 100 on every Linux that runs this. */
const TICKS = 100

/** CPU time so far of these processes and of all below them, in seconds. */
export function cpuSeconds(roots: readonly number[]): number {
  const parents = new Map<number, number>()
  const seconds = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = statOf(name)
    if (!fields) continue
    // proc(5), counted after the name in brackets: parent 2, user time 12, system time 13.
    parents.set(Number(name), Number(fields[1]))
    seconds.set(Number(name), (Number(fields[11]) + Number(fields[12])) / TICKS)
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (roots.includes(pid) || isBelow(parents.get(pid)))
  return [...seconds].reduce((sum, [pid, spent]) => sum + (isBelow(pid) ? spent : 0), 0)
}

/** Null when the process has just ended. */
function statOf(pid: string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
