import { readdirSync, readFileSync } from 'node:fs'

interface Process {
  readonly pid: number
  readonly parent: number
}

/**
 * Stops a browser with all its processes, as a PC that goes to sleep does.
 * @param mark text on the command line of the browser's first process, and at most of its descendants
 * @returns what wakes it again
 * @throws Error if there is no such process
 */
export function suspend(mark: string): () => void {
  const all = processes()
  // Its descendants may carry the mark too, and process ids start over: the first is the one below no other.
  const marked = all.filter(({ pid }) => commandLine(pid).includes(mark))
  const below = new Set(marked.flatMap((process) => withDescendants(process, all).slice(1)))
  const first = marked.find((process) => !below.has(process))
  if (!first) throw new Error(`no process with ${mark}`)
  const tree = withDescendants(first, all)
  for (const { pid } of tree) process.kill(pid, 'SIGSTOP')
  return () => {
    for (const { pid } of tree) process.kill(pid, 'SIGCONT')
  }
}

function withDescendants(first: Process, all: readonly Process[]): Process[] {
  return [first, ...all.filter(({ parent }) => parent === first.pid).flatMap((child) => withDescendants(child, all))]
}

/** Reads /proc/PID/stat, whose field 4 is the parent (proc(5)). */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`)
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      return Number.isInteger(parent) && stat !== '' ? [{ pid: Number(name), parent }] : []
    })
}

function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`)
}

/** Empty when the process has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
