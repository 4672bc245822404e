import { readdirSync, readFileSync } from 'node:fs'

export type Victim = 'browser' | 'renderer' | 'gpu'

interface Process {
  readonly pid: number
  readonly command: string
  readonly kib: number
}

/** The processes of the group that `leader` leads. */
function groupOf(leader: number): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
        if (group !== leader) return []
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        const kib = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0)
        return [{ pid: Number(name), command, kib }]
      } catch {
        // It ended meanwhile.
        return []
      }
    })
}

/** The process of a browser that is to die: the page's renderer is the largest one. @returns null when there is none */
export function processOf(browserPid: number, victim: Victim): number | null {
  if (victim === 'browser') return browserPid
  const type = victim === 'gpu' ? '--type=gpu-process' : '--type=renderer'
  const found = groupOf(browserPid).filter(({ command }) => command.includes(type))
  return found.toSorted((a, b) => b.kib - a.kib)[0]?.pid ?? null
}
