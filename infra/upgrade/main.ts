/**
 * `npm run upgrade -- --check`: what an upgrade of this machine to this version would do, what it needs and how long it takes; changes nothing.
 * `npm run upgrade`: does it while meetings go on. Ends with 1 when something keeps it, or it was not done: then what ran before runs on.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../bootstrap/paths.mjs'
import { bundleServer } from '../start/bundleServer.ts'
import { fromHere } from '../store/fromHere.ts'
import { checkoutFiles, linkedFiles } from './Files.ts'
import { type Look, look } from './look.ts'
import { planOf } from './plan.ts'
import { ProgressFile } from './ProgressFile.ts'
import { backupName, upgrade } from './upgrade.ts'
import { type Words, wordsOf } from './Words.ts'

const USAGE = [
  'Cách dùng / usage: npm run upgrade -- [--check] [--json] [--data FOLDER] [--backup FOLDER] [--rtc-port PORT]',
  '  [--link /opt/diem-cau/current --to /opt/diem-cau/<version>] [--restart "systemctl restart diem-cau-%s"]',
  '--check      chỉ xem, không thay đổi gì / only says what would happen',
  '--backup     nơi để bản sao lưu trước khi nâng cấp / where the backup before it goes (DIEM_CAU_BACKUP_FOLDER, <data>/backups)',
  '--rtc-port   cổng hình tiếng tạm thời; điểm cầu phải tới được / media port for the time of the upgrade; rooms must reach it',
  '--link, --to liên kết tới phiên bản đang dùng, và thư mục phiên bản mới / the link to the version in use, and the folder of the new one',
  '--restart    lệnh chạy lại một dịch vụ, %s là signaling hoặc sfu / command that starts a service again, with %s for signaling or sfu',
].join('\n')
/** Beside those of the node itself, which are as many as it has workers. */
const RTC_BESIDE = 100

process.exitCode = await main()
process.disconnect?.()

async function main(): Promise<number> {
  const options = readOptions()
  if (typeof options === 'number') return options
  const { isJson } = options
  const seen = await look(options.dataDir)
  const plan = planOf(seen)
  if (options.isCheck) {
    if (isJson) console.log(JSON.stringify({ next: seen.next, ...plan }))
    else for (const line of describe(plan)) console.log(line)
    return plan.problems.length > 0 ? 1 : 0
  }
  for (const line of describe(plan)) console.error(line)
  if (plan.problems.length > 0) return 1
  const progress = new ProgressFile(seen)
  try {
    await carry(options, seen, progress)
    progress.ended(true, { vi: 'Đã nâng cấp.', en: 'It is upgraded.' })
    console.error('\nĐã nâng cấp. / It is upgraded.')
    return 0
  } catch (error) {
    const words = wordsOf(error)
    progress.ended(false, words)
    console.error(`\n${words.vi}\n\n${words.en}`)
    return 1
  }
}

type Options = Exclude<ReturnType<typeof readOptions>, number>

async function carry(options: Options, seen: Look, progress: ProgressFile): Promise<void> {
  const { link, to } = options
  const files = link !== null && to !== null ? await linkedFiles(link, to) : await checkoutFiles()
  const broken = new AbortController()
  // Once is enough: what was begun is taken back, which takes a while.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => broken.abort())
  const base = Number(seen.mediaNode?.settings['DIEM_CAU_RTC_BASE_PORT'] ?? 40_000)
  const folder = options.backup ?? seen.backupFolder ?? join(options.dataDir, 'backups')
  await upgrade(
    seen,
    {
      files,
      helperMain: to === null ? await bundleServer('sfu') : join(to, 'sfu', 'dist', 'main.mjs'),
      rtcPort: options.rtcPort ?? base + RTC_BESIDE,
      restartCommand: options.restart,
      backupFile: backupName(folder, seen.next, seen.now),
    },
    {
      say: (words) => {
        progress.said(words)
        console.error(`${words.vi} / ${words.en}`)
      },
      signal: broken.signal,
      progress,
    },
  )
}

function describe({ facts, warnings, problems }: ReturnType<typeof planOf>): string[] {
  const both = (mark: string) => (one: Words) => `${mark} ${one.vi}\n  ${one.en}`
  return [
    ...facts.map(both('·')),
    ...warnings.map(both('!')),
    ...problems.map(both('✗')),
    problems.length === 0
      ? 'Có thể nâng cấp. / It can be upgraded.'
      : 'Chưa nâng cấp được: hãy xử lý các mục ✗. / It cannot be upgraded yet: mend what is marked ✗.',
  ]
}

/** @returns an exit code when there is nothing to do */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        check: { type: 'boolean' },
        json: { type: 'boolean' },
        data: { type: 'string' },
        backup: { type: 'string' },
        link: { type: 'string' },
        to: { type: 'string' },
        restart: { type: 'string' },
        'rtc-port': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) {
      console.log(USAGE)
      return 0
    }
    if ((values.link === undefined) !== (values.to === undefined)) throw new Error('--link, --to: one needs the other')
    const rtcPort = values['rtc-port'] === undefined ? null : Number(values['rtc-port'])
    if (rtcPort !== null && !(Number.isInteger(rtcPort) && rtcPort > 0 && rtcPort < 65_536))
      throw new Error(`--rtc-port: ${values['rtc-port']}`)
    return {
      isCheck: values.check === true,
      isJson: values.json === true,
      dataDir: resolve(root, values.data ?? (process.env.DIEM_CAU_DATA?.trim() || '.data')),
      backup: values.backup === undefined ? null : fromHere(values.backup),
      link: values.link === undefined ? null : fromHere(values.link),
      to: values.to === undefined ? null : fromHere(values.to),
      restart: values.restart ?? null,
      rtcPort,
    }
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    return 2
  }
}
