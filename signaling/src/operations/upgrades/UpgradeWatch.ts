import { readFile } from 'node:fs/promises'
import { UpgradeRun, type UpgradeNews } from '@diem-cau/signaling-contract/operations'
import { programVersion } from '../../db/engine/programVersion.ts'
import { upgradeFile } from './upgradeFile.ts'

/** A program that lives gives a sign every two seconds, in milliseconds. */
const SILENT_AFTER_MS = 15_000
/** What came of it is shown for so long, in milliseconds. */
const SHOWN_MS = 86_400_000

/** Tells how far an upgrade of this machine is, from the file that the program writes (SPEC 22.8): it works while one version takes the other's place. */
export class UpgradeWatch {
  readonly #dataDir: string
  readonly #clock: () => number

  constructor({ dataDir, clock }: { readonly dataDir: string; readonly clock: () => number }) {
    this.#dataDir = dataDir
    this.#clock = clock
  }

  async look(): Promise<UpgradeNews> {
    const run = await this.#read()
    const quietMs = run === null ? 0 : this.#clock() - run.heardAt
    const isShown = run !== null && quietMs < SHOWN_MS
    return {
      run: isShown ? run : null,
      isSilent: isShown && run.outcome === null && quietMs > SILENT_AFTER_MS,
      version: programVersion,
    }
  }

  /** @returns null also for what is no such file: a newer program may write what this one does not know */
  async #read(): Promise<UpgradeRun | null> {
    const text = await readFile(upgradeFile(this.#dataDir), 'utf8').catch(() => null)
    if (text === null) return null
    try {
      return UpgradeRun.safeParse(JSON.parse(text)).data ?? null
    } catch {
      return null
    }
  }
}
