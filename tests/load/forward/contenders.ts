import type { Farm } from '../farm/Farm.ts'
import { BareNode } from './BareNode.ts'
import { ensureJanus, presentJanus } from './ensureJanus.ts'
import { JanusServer } from './JanusServer.ts'
import type { MediaServer } from './MediaServer.ts'
import { OwnNode } from './OwnNode.ts'

/** The bench lets these run in turns: a name, and how to start it. */
export interface Contender<Name extends string> {
  readonly name: Name
  readonly start: (farm: Farm) => Promise<MediaServer>
}

export type ServerName = 'ours' | 'bare' | 'janusTuned' | 'janusDefault'

/**
 * Our media node, mediasoup alone with the same worker, and Janus twice, if it can be had.
 * @param install whether Janus may be installed for it
 */
export async function servers(
  workerBin: string,
  { install = true }: { install?: boolean } = {},
): Promise<{ contenders: Contender<ServerName>[]; janus: string; missing: string | null }> {
  const janus = install ? await ensureJanus() : presentJanus()
  const own: Contender<ServerName>[] = [
    { name: 'ours', start: (farm) => OwnNode.start(farm, workerBin) },
    { name: 'bare', start: (farm) => BareNode.start(farm, workerBin) },
  ]
  if ('missing' in janus) return { contenders: own, janus: 'none', missing: janus.missing }
  return {
    contenders: [
      ...own,
      { name: 'janusTuned', start: (farm) => JanusServer.start(farm, { eventLoops: 1 }) },
      { name: 'janusDefault', start: (farm) => JanusServer.start(farm, { eventLoops: null }) },
    ],
    janus: janus.version,
    missing: null,
  }
}

/** Our media node with one worker and with another. */
export function ownWith([first, second]: readonly [string, string]): Contender<'first' | 'second'>[] {
  return [
    { name: 'first', start: (farm) => OwnNode.start(farm, first) },
    { name: 'second', start: (farm) => OwnNode.start(farm, second) },
  ]
}
