import type { BareServer } from './BareServer.ts'

/** A kill comes within this time after the installer's start, at random. */
const WITHIN_MS = 12_000
const HEALTH = 'diem-cau health --wait 60'

export interface Upgraded {
  readonly upgradeS: number
  readonly rollbackS: number
  /** How often the installer was killed while it worked. */
  readonly killed: number
  readonly wrong: readonly string[]
}

/** Installs again, upgrades with kills at random moments, goes back, removes; the data are there all the time. */
export async function upgradeThere(
  server: BareServer,
  folder: string,
  next: { readonly version: string },
  kills: number,
): Promise<Upgraded> {
  const wrong: string[] = []
  const must = async (what: string, line: string) => {
    const ran = await server.run(line)
    if (ran.code !== 0) wrong.push(`${what}: ${ran.text.trim().slice(-400)}`)
    return ran
  }
  const accounts = () =>
    must('the data are there', 'test -s /var/lib/diem-cau/diem-cau.sqlite && cat /var/lib/diem-cau/demo-accounts.txt')
  const before = await accounts()
  const twice = await must('installed twice', `sh ${folder}/diem-cau-[0-8]*/install.sh`)
  if (twice.text.includes('written:')) wrong.push(`the second installation changed something: ${twice.text}`)

  const install = `sh ${folder}/diem-cau-${next.version}/install.sh`
  await must('unpacked', `cd ${folder} && tar xzf next.tar.gz`)
  let killed = 0
  for (let n = 0; n < kills; n += 1) {
    const isOver = await server.kill(install, Math.random() * WITHIN_MS)
    if (!isOver) killed += 1
    await must(`killed for the ${n + 1}. time, the office runs on`, HEALTH)
    await must('what runs is whole', 'cd /opt/diem-cau/current && sha256sum --check --quiet SHA256SUMS')
    if (isOver) await must('back', 'diem-cau rollback')
  }
  const upgraded = await must('run again, it completes', `${install} && ${HEALTH}`)
  const runs = await must('the new version runs', 'diem-cau version')
  if (!runs.text.includes(next.version)) wrong.push(`not the new version runs: ${runs.text}`)
  await must('there is a backup of before', `ls /var/backups/diem-cau/before-${next.version}-*.tar.zst`)
  const rolledBack = await must('back', `diem-cau rollback && ${HEALTH}`)
  if ((await server.run('diem-cau version')).text.includes(next.version)) wrong.push('the version before does not run')
  await must('removed', 'diem-cau uninstall && ! test -e /opt/diem-cau')
  if ((await accounts()).text !== before.text) wrong.push('the data are not what they were')
  return { upgradeS: upgraded.seconds, rollbackS: rolledBack.seconds, killed, wrong }
}
