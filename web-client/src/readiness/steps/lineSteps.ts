import type { LineLoad, LineNode, StepResult } from '@diem-cau/signaling-contract/readiness'
import { RequestFailed } from '../../api/client/RequestFailed.ts'
import { readinessApi } from '../../api/office/readinessApi.ts'
import { serverNow } from '../../time/serverClock.ts'
import { cpuLimitedOf, lineFigures } from '../analysis/lineFigures.ts'
import { LineTrial } from '../lines/LineTrial.ts'
import { pause } from '../devices/pause.ts'
import { type TestStep, unread } from './TestStep.ts'
import type { MachineWatch } from './MachineWatch.ts'

/** So many nodes are tried, one after the other: together they would take the line from each other. */
const MOST_NODES = 4
/** Others test their lines: it is tried again after a while, so many times. */
const TRIES = 3
const AGAIN_MS = 2_500

/** The line to each media node both ways, by media that goes there and back; and the page's clock beside the server's. */
export const lineSteps = (machine: MachineWatch, load: LineLoad): readonly TestStep[] => {
  let asked: ReturnType<typeof ask> | null = null
  // Both wait for the same question.
  const nodes = () => (asked ??= ask())
  return [
    {
      ids: ['clock'],
      limitMs: 8_000,
      async run(_kind, tell) {
        if ((await nodes()).kind === 'nodes')
          tell({ ...unread('clock'), values: { clockOffset: Date.now() - serverNow() } })
      },
    },
    {
      ids: ['line'],
      limitMs: 14_000,
      async run(_kind, tell, signal) {
        const found = await nodes()
        if (found.kind === 'cut') tell({ ...unread('line'), values: { connected: 0 } })
        if (found.kind !== 'nodes') return
        // A node that drains or is full takes nobody from here either.
        const ready = found.nodes.filter(({ state }) => state === 'ready').slice(0, MOST_NODES)
        for (const node of ready) {
          if (signal.aborted) return
          tell(await tried(node, found.ms, machine, load, signal))
        }
      },
    },
  ]
}

type Asked =
  | { readonly kind: 'nodes'; readonly nodes: readonly LineNode[]; readonly ms: number }
  /** The office cannot be reached at all. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'unread' }

async function ask(): Promise<Asked> {
  try {
    await readinessApi.nodes()
    // The second time nothing has to be set up.
    const since = performance.now()
    const { nodes } = await readinessApi.nodes()
    return { kind: 'nodes', nodes, ms: performance.now() - since }
  } catch (error) {
    return { kind: error instanceof RequestFailed && error.code === 'network' ? 'cut' : 'unread' }
  }
}

async function tried(
  { nodeId }: LineNode,
  idleMs: number,
  machine: MachineWatch,
  load: LineLoad,
  signal: AbortSignal,
): Promise<StepResult> {
  const result = (values: StepResult['values']): StepResult => ({ ...unread('line'), node: nodeId, values })
  for (let n = 0; n < TRIES && !signal.aborted; n++) {
    const trial = new LineTrial(nodeId, load)
    const end = () => trial.close()
    signal.addEventListener('abort', end)
    try {
      const measured = await trial.run(signal)
      if (measured === null) return result({ connected: 0 })
      machine.noteCpuLimited(cpuLimitedOf(measured.after))
      const figures = lineFigures({ ...measured, idleMs })
      // Silence alone says nothing of how fast the line is.
      return result(load === 'short' ? { ...figures, upKbit: null, downKbit: null } : figures)
    } catch (error) {
      // A node that takes nobody just now says nothing of the line.
      if (!(error instanceof RequestFailed) || error.code !== 'rateLimited') {
        const isCut = error instanceof RequestFailed && error.code === 'network'
        return result(isCut ? { connected: 0 } : {})
      }
      await pause(AGAIN_MS, signal)
    } finally {
      signal.removeEventListener('abort', end)
      trial.close()
    }
  }
  return result({})
}
