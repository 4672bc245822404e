/** The watchdog of a room's PC: one browser with one page, kept alive, and what it does told to updates. */
import { execFile } from 'node:child_process'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { browserFlags } from './browserFlags.ts'
import { isFree } from './judge.ts'
import { readSettings, type RoomPcSettings } from './readSettings.ts'
import type { Seen } from './Seen.ts'
import { Watchdog } from './Watchdog.ts'

/** EX_CONFIG of sysexits.h: systemd does not start it again for that. */
const EXIT_CONFIG = 78
/** An update has to be over within so long, in milliseconds. */
const UPDATE_MS = 60 * 60_000

function settings(): RoomPcSettings {
  try {
    return readSettings(process.env)
  } catch (error) {
    process.stderr.write(`/etc/diem-cau-room.conf: ${error instanceof Error ? error.message : String(error)}\n`)
    return process.exit(EXIT_CONFIG)
  }
}

const {
  DIEM_CAU_ROOM_URL: url,
  DIEM_CAU_ROOM_BROWSER: command,
  DIEM_CAU_ROOM_PROFILE: profile,
  DIEM_CAU_ROOM_STATE: stateFile,
  DIEM_CAU_ROOM_SCALE: scale,
  DIEM_CAU_ROOM_FLAGS: more,
} = settings()

const watchdog = new Watchdog({
  command,
  flags: [...browserFlags({ profile, scale }), ...more.split(' ').filter((flag) => flag !== '')],
  url,
  env: process.env,
})
watchdog.on('did', (what, why) => process.stdout.write(`browser ${what}: ${why}\n`))
watchdog.on('seen', writeState)
watchdog.start()
notify('READY=1')
// systemd starts this program again when it hangs itself (WatchdogSec).
setInterval(() => notify('WATCHDOG=1'), 10_000)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void watchdog.stop().finally(() => process.exit(0)))
}

/** Tells whoever updates this PC whether that disturbs a meeting; the file is read as a whole or not at all. */
function writeState(seen: Seen | null): void {
  const now = Date.now()
  const state = { at: now, state: seen?.state ?? null, isFree: isFree(seen, UPDATE_MS, now) }
  try {
    mkdirSync(dirname(stateFile), { recursive: true })
    writeFileSync(`${stateFile}.new`, `${JSON.stringify(state)}\n`)
    renameSync(`${stateFile}.new`, stateFile)
  } catch (error) {
    process.stderr.write(`${stateFile}: ${String(error)}\n`)
  }
}

function notify(message: string): void {
  if (process.env['NOTIFY_SOCKET']) execFile('systemd-notify', [message], () => undefined)
}
