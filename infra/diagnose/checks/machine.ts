import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Check, type Finding, fine, problem, unknown, warning } from './Check.ts'
import { lastLines } from '../scene/logLines.ts'

const run = promisify(execFile)

/** Signed links, second factors (30 s) and several servers need a clock that is right. */
const CLOCK_WRONG_MS = 10_000
const CLOCK_OFF_MS = 500
const LITTLE_MEMORY_PERCENT = 10
/** Media sockets ask for so much (sfu/README.md). */
const BUFFER_BYTES = 4_194_304
/** A room has a socket, a proxy in front of it doubles that, files and connections between servers come on top. */
const FEW_FILES = 4096

export const clock: Check = {
  id: 'clock',
  title: { vi: 'Đồng hồ', en: 'Clock' },
  look: async ({ dataDir, now, timeServer }) => {
    const findings: Finding[] = []
    const newest = Math.max(0, ...(await lastLines(dataDir)).flatMap(({ lines }) => lines.map(({ time }) => time ?? 0)))
    if (newest - now > CLOCK_WRONG_MS)
      findings.push(
        problem(
          {
            vi: `Đồng hồ đã bị vặn lùi: nhật ký có dòng lúc ${stamp(newest)}, bây giờ là ${stamp(now)}.`,
            en: `The clock was set back: the log has a line of ${stamp(newest)}, now it is ${stamp(now)}.`,
          },
          SET_CLOCK,
        ),
      )
    if (timeServer !== null) findings.push(await comparedWith(timeServer))
    findings.push(await synchronised())
    return findings
  },
}

const SET_CLOCK = {
  vi: 'Bật đồng bộ giờ: timedatectl set-ntp true (hoặc cài chrony với máy chủ giờ của cơ quan).',
  en: "Turn on time synchronisation: timedatectl set-ntp true (or install chrony with the office's time server).",
}

async function synchronised(): Promise<Finding> {
  const told = await run('timedatectl', ['show', '-p', 'NTPSynchronized', '--value']).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  )
  if (told === 'yes') return fine('Giờ hệ thống được đồng bộ (NTP).', 'The clock is kept by NTP.')
  if (told === 'no')
    return warning({ vi: 'Giờ hệ thống không được đồng bộ (NTP).', en: 'The clock is not kept by NTP.' }, SET_CLOCK)
  return unknown(
    'Không hỏi được timedatectl; thử lại với --time-server ĐỊA-CHỈ để so với một máy chủ giờ.',
    'timedatectl cannot be asked; try again with --time-server HOST to compare with a time server.',
  )
}

async function comparedWith(host: string): Promise<Finding> {
  const offset = await clockOffset(host)
  const says = {
    vi: `So với ${host}, đồng hồ lệch ${Math.round(offset)} ms.`,
    en: `Beside ${host} the clock is ${Math.round(offset)} ms off.`,
  }
  if (Math.abs(offset) > CLOCK_WRONG_MS) return problem(says, SET_CLOCK)
  if (Math.abs(offset) > CLOCK_OFF_MS) return warning(says, SET_CLOCK)
  return fine(says.vi, says.en)
}

/** Seconds from 1900 to 1970, RFC 868. */
const ERA = 2_208_988_800

/**
 * One question of SNTP (RFC 4330).
 * @param server host, or host:port
 * @returns our clock minus the server's, in milliseconds
 */
export async function clockOffset(server: string): Promise<number> {
  const [host = '', port = '123'] = server.split(':')
  const socket = createSocket('udp4')
  try {
    const question = Buffer.alloc(48)
    question[0] = 0x23 // version 4, client
    socket.connect(Number(port), host)
    await once(socket, 'connect')
    const sent = Date.now()
    socket.send(question)
    const [answer] = (await once(socket, 'message', { signal: AbortSignal.timeout(3000) })) as [Buffer]
    const back = Date.now()
    const stratum = answer[1] ?? 0
    if (answer.length < 48 || stratum === 0 || stratum > 15) throw new Error(`${server} does not know the time itself`)
    const at = (offset: number) =>
      (answer.readUInt32BE(offset) - ERA) * 1000 + (answer.readUInt32BE(offset + 4) * 1000) / 2 ** 32
    return (sent - at(32) + back - at(40)) / 2
  } finally {
    socket.close()
  }
}

export const memory: Check = {
  id: 'memory',
  title: { vi: 'Bộ nhớ', en: 'Memory' },
  look: async () => {
    const text = await readFile('/proc/meminfo', 'utf8')
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1])
    const [total, available] = [kilobytes('MemTotal'), kilobytes('MemAvailable')]
    const percent = Math.round((100 * available) / total)
    const says = {
      vi: `Còn ${Math.round(available / 1024)} MB trên ${Math.round(total / 1024)} MB (${percent} %).`,
      en: `${Math.round(available / 1024)} MB of ${Math.round(total / 1024)} MB are left (${percent} %).`,
    }
    if (percent >= LITTLE_MEMORY_PERCENT) return [fine(says.vi, says.en)]
    return [
      warning(says, {
        vi: 'Dừng bớt chương trình khác hoặc thêm bộ nhớ: hết bộ nhớ thì hệ điều hành sẽ tắt một tiến trình.',
        en: 'Stop other programs or add memory: without any left the kernel ends a process.',
      }),
    ]
  },
}

export const limits: Check = {
  id: 'limits',
  title: { vi: 'Giới hạn của hệ điều hành', en: 'Limits of the system' },
  look: async ({ signaling }) => {
    const findings: Finding[] = []
    for (const name of ['rmem_max', 'wmem_max']) {
      const value = Number(await readFile(`/proc/sys/net/core/${name}`, 'utf8').catch(() => Number.NaN))
      if (value < BUFFER_BYTES)
        findings.push(
          warning(
            {
              vi: `net.core.${name} là ${value}: nhiều điểm cầu cùng lúc có thể mất gói.`,
              en: `net.core.${name} is ${value}: with many rooms at once packets may be lost.`,
            },
            {
              vi: `Chạy: sysctl -w net.core.${name}=${BUFFER_BYTES}, và ghi vào /etc/sysctl.d/.`,
              en: `Run: sysctl -w net.core.${name}=${BUFFER_BYTES}, and write it to /etc/sysctl.d/.`,
            },
          ),
        )
    }
    if (signaling !== null) {
      const text = await readFile(`/proc/${signaling.pid}/limits`, 'utf8')
      const files = Number(/^Max open files\s+(\d+)/m.exec(text)?.[1])
      if (files < FEW_FILES)
        findings.push(
          warning(
            {
              vi: `Máy chủ chỉ được mở ${files} tệp và kết nối cùng lúc.`,
              en: `The server may have only ${files} files and connections open.`,
            },
            {
              vi: 'Đặt LimitNOFILE=65536 (systemd) hoặc ulimit -n 65536.',
              en: 'Set LimitNOFILE=65536 (systemd) or ulimit -n 65536.',
            },
          ),
        )
    }
    return findings.length > 0 ? findings : [fine('Đủ cho nhiều điểm cầu.', 'Enough for many rooms.')]
  },
}

/** The local time to the second. */
function stamp(ms: number): string {
  return new Date(ms).toLocaleString('sv-SE')
}
