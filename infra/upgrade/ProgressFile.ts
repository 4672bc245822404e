import type { UpgradeRun, UpgradeStepState } from '@diem-cau/signaling-contract/operations'
import { upgradeFile } from '../../signaling/src/operations/upgrades/upgradeFile.ts'
import type { Look } from './look.ts'
import type { Progress } from './Progress.ts'
import type { Words } from './Words.ts'
import { writeForServer } from './writeForServer.ts'

/** A sign of life, in milliseconds; signaling takes the program for dead after 15 s (UpgradeWatch). */
const SIGN_MS = 2000

/**
 * Writes how far an upgrade is into the data folder, where signaling of either version reads it for the page (SPEC 22.8). It never fails: an upgrade
 * does not stop because it cannot be watched.
 */
export class ProgressFile implements Progress {
  readonly #file: string
  readonly #clock: () => number
  readonly #signs: NodeJS.Timeout
  #run: UpgradeRun

  constructor({ dataDir, next, signaling, mediaNode }: Look, clock: () => number = Date.now) {
    this.#file = upgradeFile(dataDir)
    this.#clock = clock
    this.#run = {
      startedAt: clock(),
      heardAt: clock(),
      next,
      before: { signaling: signaling?.version ?? null, mediaNode: mediaNode?.look?.version ?? null },
      steps: [],
      outcome: null,
    }
    this.#write()
    this.#signs = setInterval(() => this.#write(), SIGN_MS).unref()
  }

  planned(steps: readonly Words[]): void {
    this.#run = { ...this.#run, steps: steps.map((name) => ({ name, state: 'waits', said: null })) }
    this.#write()
  }

  at(step: number, state: UpgradeStepState, why?: Words): void {
    const steps = this.#run.steps.map((one, index) => (index === step ? { ...one, state, said: why ?? one.said } : one))
    this.#run = { ...this.#run, steps }
    this.#write()
  }

  /** What is said belongs to the step that is under way. */
  said(words: Words): void {
    const at = this.#run.steps.findIndex(({ state }) => state === 'runs' || state === 'takesBack')
    if (at < 0) return
    const steps = this.#run.steps.map((one, index) => (index === at ? { ...one, said: words } : one))
    this.#run = { ...this.#run, steps }
    this.#write()
  }

  /** The last word. */
  ended(isDone: boolean, words: Words): void {
    clearInterval(this.#signs)
    this.#run = { ...this.#run, outcome: { isDone, words } }
    this.#write()
  }

  #write(): void {
    this.#run = { ...this.#run, heardAt: this.#clock() }
    try {
      writeForServer(this.#file, JSON.stringify(this.#run))
    } catch {
      // A page that shows less is no reason to stop.
    }
  }
}
