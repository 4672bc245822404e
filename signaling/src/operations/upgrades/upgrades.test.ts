import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UpgradeNews, type UpgradeRun } from '@diem-cau/signaling-contract/operations'
import { expect, onTestFinished, test } from 'vitest'
import { programVersion } from '../../db/engine/programVersion.ts'
import { NOON } from '../../testing/people.ts'
import { quickTmp } from '../../testing/quickTmp.ts'
import { UpgradeWatch } from './UpgradeWatch.ts'
import { upgradeFile } from './upgradeFile.ts'

const words = (text: string) => ({ vi: text, en: text })
const run: UpgradeRun = {
  startedAt: NOON - 60_000,
  heardAt: NOON - 1000,
  next: '0.3.0',
  before: { signaling: '0.2.0', mediaNode: null },
  steps: [
    { name: words('Sao lưu'), state: 'done', said: null },
    { name: words('Thay'), state: 'runs', said: words('đã chuyển 3/85') },
  ],
  outcome: null,
}

async function watching() {
  const dataDir = await mkdtemp(join(await quickTmp(), 'diem-cau-upgrades-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const clock = { now: NOON }
  const watch = new UpgradeWatch({ dataDir, clock: () => clock.now })
  const write = (text: string) => writeFile(upgradeFile(dataDir), text)
  return { dataDir, clock, watch, write }
}

test('22.8 an upgrade is told as its program writes it; one that says nothing for 15 s is silent, and what is over is not', async () => {
  const { watch, write, clock } = await watching()
  const none = { run: null, isSilent: false, version: programVersion }
  expect(await watch.look()).toEqual(none)
  await write(JSON.stringify(run))
  expect(UpgradeNews.parse(await watch.look())).toEqual({ ...none, run })
  clock.now += 20_000
  expect(await watch.look()).toMatchObject({ run, isSilent: true })
  const over = { ...run, outcome: { isDone: true, words: words('Đã nâng cấp') } }
  await write(JSON.stringify(over))
  expect(await watch.look()).toEqual({ ...none, run: over })
  clock.now += 86_400_000
  expect(await watch.look()).toEqual(none)
})

test('22.8 what is half written, of a newer program or no file at all is no upgrade, and no error', async () => {
  const { watch, write, dataDir } = await watching()
  for (const text of ['', '{"startedAt":', '[]', JSON.stringify({ ...run, steps: [{ state: 'sings' }] })]) {
    await write(text)
    expect((await watch.look()).run, text).toBeNull()
  }
  await rm(upgradeFile(dataDir))
  await mkdir(upgradeFile(dataDir))
  expect((await watch.look()).run).toBeNull()
})
