import type { Going, Step } from './carryOut.ts'
import type { NodeControl, NodeLook } from './NodeControl.ts'
import { waitUntil } from './waitUntil.ts'
import { UpgradeStopped } from './Words.ts'

/** So long a node may take to be empty, for each endpoint on it and at least, in milliseconds. Two move at a time, each within 10 s (SPEC 5.14). */
const EACH_MS = 5000
const AT_LEAST_MS = 60_000
/** A node is there again after this, in milliseconds. */
const BACK_MS = 30_000

/** The version that is put in place, or the one that was there. */
export type Which = 'before' | 'next'

/** A media node in its place: whoever supervises it starts it again when it ends. */
export type NodeSeat = {
  /** As a person calls it. */
  readonly name: string
  readonly control: NodeControl
  /** Ends its process, so that it is started in this version. */
  readonly restart: (as: Which) => Promise<void>
}

/** Has a node emptied, and waits for that. @throws UpgradeStopped when it does not answer, or is not empty in time */
export async function empty(
  { name, control }: Pick<NodeSeat, 'name' | 'control'>,
  { say, signal }: Going,
): Promise<void> {
  const first = await answering(name, control, signal)
  await control.drain(true)
  let told = first.endpoints
  const done = await waitUntil(
    async () => {
      const now = await control.look()
      if (now !== null && now.endpoints < told) {
        told = now.endpoints
        const left = `${first.endpoints - told}/${first.endpoints}`
        say({ vi: `${name}: đã chuyển ${left} điểm cầu`, en: `${name}: ${left} moved` })
      }
      // One whose process ended meanwhile has nobody either.
      return now?.endpoints === 0 || (now !== null && now.nodeId !== first.nodeId) ? true : null
    },
    { patienceMs: Math.max(AT_LEAST_MS, first.endpoints * EACH_MS), signal },
  )
  if (done === null)
    throw new UpgradeStopped({
      vi: `${name} chưa chuyển hết: còn ${told} điểm cầu. Hãy xem các máy chủ khác còn chỗ không.`,
      en: `${name} is not empty: ${told} are left on it. See whether other nodes have room.`,
    })
}

/** @throws UpgradeStopped when it does not answer */
export async function answering(name: string, control: NodeControl, signal?: AbortSignal): Promise<NodeLook> {
  const found = await waitUntil(control.look, { patienceMs: BACK_MS, ...(signal && { signal }) })
  if (found !== null) return found
  throw new UpgradeStopped({
    vi: `${name} không trả lời. Hãy xem nhật ký của nó.`,
    en: `${name} does not answer. Look at its log.`,
  })
}

/**
 * Empties a node and starts it again in the version that is wanted; who was on it is on other nodes meanwhile, and comes back as the load says.
 * Taken back, the node is what it was, and takes people again.
 */
export function replaceNode(seat: NodeSeat, version: string): Step {
  const { name, control, restart } = seat
  let before: NodeLook | null = null
  let isRestarted = false
  const next = async (nodeId: string, signal?: AbortSignal): Promise<NodeLook> => {
    const options = { patienceMs: BACK_MS, ...(signal && { signal }) }
    const look = async () => {
      const now = await control.look()
      return now !== null && now.nodeId !== nodeId ? now : null
    }
    const found = await waitUntil(look, options)
    if (found !== null) return found
    throw new UpgradeStopped({ vi: `${name} không chạy lại được.`, en: `${name} does not start again.` })
  }
  return {
    name: { vi: `Thay máy chủ hình tiếng ${name}`, en: `Replace media node ${name}` },
    work: async (going) => {
      before = await answering(name, control, going.signal)
      if (before.version === version) {
        going.say({ vi: `${name} đã là ${version}`, en: `${name} is ${version} already` })
        return
      }
      await empty(seat, going)
      isRestarted = true
      await restart('next')
      const after = await next(before.nodeId)
      if (after.version !== version)
        throw new UpgradeStopped({
          vi: `${name} chạy lại vẫn là ${after.version}, không phải ${version}.`,
          en: `${name} came back as ${after.version}, not as ${version}.`,
        })
      before = null
    },
    undo: async (say) => {
      const now = await control.look()
      if (!isRestarted) {
        if (now?.draining === true) await control.drain(false)
        return
      }
      await empty(seat, { say, signal: new AbortController().signal }).catch(() => undefined)
      await restart('before')
      await next(now?.nodeId ?? '')
    },
  }
}
