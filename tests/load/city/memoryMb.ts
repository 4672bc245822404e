import { readFileSync } from 'node:fs'

/** Resident memory of these processes together, in MB; one that has ended counts nothing. */
export function memoryMb(pids: readonly number[]): number {
  const kb = pids.map((pid) => Number(/^VmRSS:\s+(\d+) kB/m.exec(status(pid))?.[1] ?? 0))
  return Math.round(kb.reduce((sum, one) => sum + one, 0) / 1024)
}

function status(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
