import type { Deployment } from './Deployment.ts'
import { CUTS_MS, isCable, type Part } from './parts.ts'

interface Living {
  readonly deployment: Deployment
  /** The signaling process that conducts, as it calls itself. */
  readonly conducting: string | null
  /** Cuts the cable of the wards for so long. */
  readonly cut: (ms: number) => Promise<void>
}

/** @returns what lets each part die, with everything found out before that takes time */
export async function prepareDeaths(
  parts: readonly Part[],
  { deployment, conducting, cut }: Living,
): Promise<(() => Promise<unknown>)[]> {
  const media = await deployment.mediaTargets()
  const signaling = deployment.signalingPid(conducting ?? '')
  const killing = (pid: number) => () => Promise.resolve(kill(pid))
  return parts.map((part) => {
    if (isCable(part)) return () => cut(CUTS_MS[part])
    switch (part) {
      case 'worker':
        return killing(parts.includes('node') ? media.workerBeside : media.worker)
      case 'node':
        return killing(media.node)
      case 'signaling':
        return killing(signaling)
      case 'redis':
        return () => deployment.redis.kill()
      case 'postgres':
        return () => deployment.postgres.restart()
      case 'drain':
        return () => deployment.drain(media.nodeId)
      default:
        return part satisfies never
    }
  })
}

/** SIGKILL. A worker may have died with its node a moment before. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
