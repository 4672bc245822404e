import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UpgradeWatch } from '../../signaling/src/operations/upgrades/UpgradeWatch.ts'
import { carryOut, type Step } from './carryOut.ts'
import { look } from './look.ts'
import { ProgressFile } from './ProgressFile.ts'
import { UpgradeStopped, type Words } from './Words.ts'

const words = (text: string): Words => ({ vi: text, en: text })

/** What signaling tells the page, read after each thing that happens. */
async function watched() {
  const dataDir = await mkdtemp(join(tmpdir(), 'diem-cau-progress-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const progress = new ProgressFile(await look(dataDir))
  const watch = new UpgradeWatch({ dataDir, clock: Date.now })
  const seen: string[] = []
  const see = async () => {
    const { run } = await watch.look()
    seen.push(run?.steps.map(({ state, said }) => (said ? `${state}: ${said.en}` : state)).join(', ') ?? 'nothing')
  }
  const say = (what: Words) => progress.said(what)
  return { dataDir, progress, watch, seen, see, going: { say, signal: new AbortController().signal, progress } }
}

test('22.8 signaling reads which step is under way, what was said of it, and what came of it', async () => {
  const { progress, watch, seen, see, going } = await watched()
  const backup: Step = { name: words('Back up'), work: see }
  const replace: Step = {
    name: words('Replace'),
    work: async ({ say }) => {
      say(words('3/85 moved'))
      await see()
    },
  }
  await carryOut([backup, replace], going)
  progress.ended(true, words('It is upgraded.'))
  await see()
  expect(seen).toEqual(['runs, waits', 'done, runs: 3/85 moved', 'done, done: 3/85 moved'])
  expect(await watch.look()).toMatchObject({
    run: { outcome: { isDone: true, words: words('It is upgraded.') }, before: { signaling: null, mediaNode: null } },
    isSilent: false,
  })
})

test('22.8 a step that fails is told with why, and each one that is taken back, or cannot be', async () => {
  const { progress, watch, seen, see, going } = await watched()
  const steps: Step[] = [
    { name: words('a'), work: async () => undefined },
    { name: words('b'), work: async () => undefined, undo: () => Promise.reject(new Error('it is stuck')) },
    {
      name: words('c'),
      work: () => Promise.reject(new UpgradeStopped(words('It has no room.'))),
      undo: see,
    },
    { name: words('d'), work: async () => undefined },
  ]
  await carryOut(steps, going).catch((error: unknown) => {
    if (!(error instanceof UpgradeStopped)) throw error
    progress.ended(false, error.words)
  })
  await see()
  expect(seen).toEqual([
    'done, done, takesBack: It has no room., waits',
    'done, left: it is stuck, takenBack: It has no room., waits',
  ])
  expect((await watch.look()).run?.outcome).toMatchObject({
    isDone: false,
    words: { en: expect.stringContaining('b: it is stuck') },
  })
})

test('22.8 a folder that cannot be written to keeps no upgrade away', async () => {
  const { dataDir, progress, going } = await watched()
  await rm(dataDir, { recursive: true })
  const done: string[] = []
  await carryOut([{ name: words('a'), work: async () => void done.push('a') }], going)
  progress.ended(true, words('done'))
  expect(done).toEqual(['a'])
})
