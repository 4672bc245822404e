import { z } from 'zod'
import type { ServerName } from '../../infra/start/bundleServer.ts'
import type { Supervised } from '../../infra/start/Supervised.ts'
import { connectNode } from '../../infra/upgrade/NodeControl.ts'
import type { NodeSeat, Which } from '../../infra/upgrade/replaceNode.ts'
import type { SignalingSeat } from '../../infra/upgrade/replaceSignaling.ts'
import { type Deployment, SECRET } from '../chaos/deaths/Deployment.ts'

const Health = z.object({ status: z.literal('ok'), version: z.string(), startedAt: z.string() })

/** The processes of an office as what replaces them sees them. @param mains the files of both versions */
export function seatsOf(
  { places }: Deployment,
  mains: Record<Which, Record<ServerName, string>>,
): { readonly nodes: readonly NodeSeat[]; readonly signalings: readonly SignalingSeat[] } {
  const restart = (process: Supervised, server: ServerName) => (as: Which) =>
    Promise.resolve(process.restart(mains[as][server]))
  return {
    nodes: places.nodes.map(({ process, url }) => ({
      name: process.name,
      control: connectNode(url, SECRET),
      restart: restart(process, 'sfu'),
    })),
    signalings: places.signalings.map(({ process, url }) => ({
      name: process.name,
      restart: restart(process, 'signaling'),
      look: async () => {
        const answer = await fetch(`${url}/healthz`).catch(() => null)
        const health = Health.safeParse(await answer?.json().catch(() => null))
        return health.success ? { version: health.data.version, startedAs: health.data.startedAt } : null
      },
    })),
  }
}
