/** Takes time from processes, as a busy machine or a busy host of virtual machines does: they run for `runMs`, then not for `stopMs`. @returns what gives it back */
export function takeTime(
  pids: () => readonly number[],
  { stopMs, runMs }: { readonly stopMs: number; readonly runMs: number },
): () => void {
  let stopped: readonly number[] = []
  let timer: NodeJS.Timeout
  const stop = () => {
    stopped = pids().filter((pid) => signal(pid, 'SIGSTOP'))
    timer = setTimeout(run, stopMs)
  }
  const run = () => {
    for (const pid of stopped) signal(pid, 'SIGCONT')
    timer = setTimeout(stop, runMs)
  }
  stop()
  return () => {
    clearTimeout(timer)
    for (const pid of stopped) signal(pid, 'SIGCONT')
  }
}

/** @returns false for one that has ended */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
