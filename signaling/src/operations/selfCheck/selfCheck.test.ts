import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SelfCheck } from '@diem-cau/signaling-contract/operations'
import { expect, onTestFinished, test } from 'vitest'
import { NOON } from '../../testing/people.ts'
import { quickTmp } from '../../testing/quickTmp.ts'
import { silent } from '../../testing/temporaryStore.ts'
import { SelfChecks } from './SelfChecks.ts'

const words = (text: string) => ({ vi: text, en: text })
const finding = { level: 'problem', title: words('Đĩa'), says: words('Đĩa đầy'), todo: words('Dọn đĩa') }

/** A program that prints this, writes its archive and ends so; and the checks that run it. */
async function checksOf(body: string) {
  const dataDir = await mkdtemp(join(await quickTmp(), 'diem-cau-self-check-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const program = join(dataDir, 'program.mjs')
  await writeFile(program, `import { writeFileSync } from 'node:fs'\nconst file = process.argv[2]\n${body}`)
  const checks = new SelfChecks({ program, dataDir, clock: () => NOON, logger: silent })
  onTestFinished(() => checks.close())
  return { checks, dataDir }
}

const finds = (exitCode: number) => `
writeFileSync(file, 'an archive')
console.log(JSON.stringify({ findings: [${JSON.stringify(finding)}] }))
process.exitCode = ${exitCode}`

test('16.27 findings are told whether or not something is wrong, with an archive to be fetched', async () => {
  for (const exitCode of [0, 1]) {
    const { checks } = await checksOf(finds(exitCode))
    const check = await checks.run()
    expect(SelfCheck.parse(check)).toEqual({ checkId: check.checkId, at: NOON, findings: [finding] })
    expect((await checks.archive(check.checkId)).toString()).toBe('an archive')
  }
})

test('16.27 who asks while the servers are looked at gets the same look', async () => {
  const { checks } = await checksOf(finds(0))
  const [one, other] = await Promise.all([checks.run(), checks.run()])
  expect(other).toEqual(one)
  expect((await checks.run()).checkId).not.toBe(one.checkId)
})

test('16.27 a program that cannot run, or prints something else, is an error and nothing is kept', async () => {
  for (const body of ['process.exitCode = 2', 'console.log("{"); process.exitCode = 3']) {
    const { checks } = await checksOf(body)
    await expect(checks.run()).rejects.toMatchObject({ code: 'internal' })
  }
})

test('16.27 an archive of somebody’s guess is not found, and none outlives the process', async () => {
  const { checks, dataDir } = await checksOf(finds(0))
  await expect(checks.archive('../program.mjs')).rejects.toMatchObject({ code: 'notFound' })
  await checks.run()
  await checks.close()
  expect(await readdir(dataDir)).not.toContain('diagnosis')
})

test('16.27 a server that was not told how says so', async () => {
  const checks = new SelfChecks({ program: null, dataDir: '/nowhere', clock: () => NOON, logger: silent })
  await expect(checks.run()).rejects.toMatchObject({ code: 'notFound' })
})
