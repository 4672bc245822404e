import { setTimeout as wait } from 'node:timers/promises'
import type { Step } from './carryOut.ts'
import type { Which } from './replaceNode.ts'
import { waitUntil } from './waitUntil.ts'
import { UpgradeStopped } from './Words.ts'

/** It is there again after this, migrations included, in milliseconds. */
const BACK_MS = 120_000

/** A process that has just started reads its first meetings slowly: the next one hands over to it after this, in milliseconds. */
const SETTLE_MS = 5_000

/** A signaling process in its place. */
export type SignalingSeat = {
  readonly name: string
  /** The version that answers; null while none does, or it cannot reach its data. */
  readonly look: () => Promise<{ readonly version: string; readonly startedAs: string } | null>
  /** Ends its process, which hands its meetings over where there is another one, so that it is started in this version. */
  readonly restart: (as: Which) => Promise<void>
}

/** Starts a signaling process again in the version that is wanted. Taken back, it is started once more as what it was. */
export function replaceSignaling({ name, look, restart }: SignalingSeat, version: string, settleMs = SETTLE_MS): Step {
  let isRestarted = false
  const next = async (before: string | null): Promise<string> => {
    const now = await waitUntil(
      async () => {
        const found = await look()
        return found !== null && found.startedAs !== before ? found : null
      },
      { patienceMs: BACK_MS },
    )
    if (now !== null) return now.version
    throw new UpgradeStopped({
      vi: `${name} không chạy lại được. Hãy xem nhật ký của nó.`,
      en: `${name} does not start again. Look at its log.`,
    })
  }
  return {
    name: { vi: `Thay máy chủ điều hành ${name}`, en: `Replace signaling ${name}` },
    work: async ({ say }) => {
      const before = await look()
      if (before?.version === version) {
        say({ vi: `${name} đã là ${version}`, en: `${name} is ${version} already` })
        return
      }
      isRestarted = true
      await restart('next')
      const now = await next(before?.startedAs ?? null)
      if (now !== version)
        throw new UpgradeStopped({
          vi: `${name} chạy lại vẫn là ${now}, không phải ${version}.`,
          en: `${name} came back as ${now}, not as ${version}.`,
        })
      await wait(settleMs)
    },
    undo: async () => {
      if (!isRestarted) return
      const before = await look()
      await restart('before')
      await next(before?.startedAs ?? null)
    },
  }
}
