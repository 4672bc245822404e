import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { boundAddresses } from '../../start/addresses.ts'
import { reach, why } from '../scene/ask.ts'
import { type Check, type Finding, fine, problem, warning } from './Check.ts'
import type { Scene } from '../scene/Scene.ts'

const DAY_MS = 86_400_000
const SOON_DAYS = 30

export const mediaPorts: Check = {
  id: 'media-ports',
  title: { vi: 'Cổng âm thanh, hình ảnh', en: 'Media ports' },
  look: async ({ mediaNode, settings }) => {
    if (mediaNode === null) return []
    const first = Number(settings['DIEM_CAU_RTC_BASE_PORT'] ?? 40_000)
    const told = settings['DIEM_CAU_SFU_WORKERS'] ?? 'auto'
    const count = told === 'auto' ? availableParallelism() : Number(told)
    const places = boundAddresses(settings['DIEM_CAU_RTC_LISTEN'] ?? '127.0.0.1').flatMap((host) =>
      Array.from({ length: count }, (_, index) => ({ host, port: first + index })),
    )
    const shut: string[] = []
    for (const { host, port } of places) {
      const [tcp, udp] = await Promise.all([
        reach(host, port).then(
          () => true,
          () => false,
        ),
        isTakenUdp(host, port),
      ])
      if (!tcp) shut.push(`${host}:${port}/TCP`)
      if (!udp) shut.push(`${host}:${port}/UDP`)
    }
    const all = `${first}-${first + count - 1}`
    if (shut.length > 0)
      return [
        problem(
          { vi: `Không ai nghe ở ${shut.join(', ')}.`, en: `Nobody listens on ${shut.join(', ')}.` },
          {
            vi: 'Xem logs/sfu.log; kiểm tra --host, --announce và địa chỉ của máy này.',
            en: "See logs/sfu.log; check --host, --announce and this machine's addresses.",
          },
        ),
      ]
    return [
      fine(
        `Cổng ${all} (UDP và TCP) đang nghe. Tường lửa phải cho phép các cổng này; từ máy này không thấy được điều đó.`,
        `Ports ${all} (UDP and TCP) are listened on. The firewall must let them through, which cannot be seen from here.`,
      ),
    ]
  },
}

/** A port that somebody has cannot be had. */
async function isTakenUdp(host: string, port: number): Promise<boolean> {
  const socket = createSocket(host.includes(':') ? { type: 'udp6', ipv6Only: true } : { type: 'udp4' })
  try {
    socket.bind({ port, address: host, exclusive: true })
    await once(socket, 'listening')
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  } finally {
    socket.close()
  }
}

const CERTIFICATES = [
  ['DIEM_CAU_TLS_CERT', 'DIEM_CAU_TLS_KEY'],
  ['DIEM_CAU_CERT', 'DIEM_CAU_KEY'],
  ['DIEM_CAU_SFU_CONTROL_CERT', 'DIEM_CAU_SFU_CONTROL_KEY'],
] as const

export const certificates: Check = {
  id: 'certificates',
  title: { vi: 'Chứng thư HTTPS', en: 'HTTPS certificates' },
  look: async (scene) => {
    const { settings } = scene
    const pairs = CERTIFICATES.flatMap(([cert, key]) => {
      const [certFile, keyFile] = [settings[cert], settings[key]]
      return certFile === undefined || keyFile === undefined ? [] : [{ certFile, keyFile }]
    })
    if (pairs.length === 0)
      return [
        fine(
          'Không dùng HTTPS ở đây (chỉ máy này, hoặc proxy làm việc đó).',
          'No HTTPS here (this machine only, or a proxy does it).',
        ),
      ]
    return await Promise.all(pairs.map(({ certFile, keyFile }) => lookAtCertificate(certFile, keyFile, scene)))
  },
}

async function lookAtCertificate(certFile: string, keyFile: string, { now, settings }: Scene): Promise<Finding> {
  const renew = {
    vi: 'Thay chứng thư và khóa (--cert, --key), rồi khởi động lại. Chứng thư tự tạo được làm mới khi khởi động lại.',
    en: 'Replace certificate and key (--cert, --key), then start again. A self-made one is renewed by a start.',
  }
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(await readFile(certFile))
    const isPair = certificate.checkPrivateKey(createPrivateKey(await readFile(keyFile)))
    if (!isPair)
      return problem(
        { vi: `${keyFile} không phải khóa của ${certFile}.`, en: `${keyFile} is not the key of ${certFile}.` },
        renew,
      )
  } catch (error) {
    return problem(
      {
        vi: `Không đọc được ${certFile} hoặc ${keyFile}: ${why(error)}`,
        en: `${certFile} or ${keyFile} cannot be read: ${why(error)}`,
      },
      renew,
    )
  }
  const days = Math.floor((certificate.validToDate.getTime() - now) / DAY_MS)
  if (certificate.validFromDate.getTime() > now)
    return problem(
      {
        vi: `${certFile} chưa có hiệu lực; hoặc đồng hồ máy này sai.`,
        en: `${certFile} is not valid yet; or this machine's clock is wrong.`,
      },
      renew,
    )
  if (days < 0) return problem({ vi: `${certFile} đã hết hạn.`, en: `${certFile} has expired.` }, renew)
  const publicUrl = settings['DIEM_CAU_PUBLIC_URL'] ?? ''
  const host = URL.canParse(publicUrl) ? new URL(publicUrl).hostname.replace(/^\[(.*)\]$/, '$1') : ''
  const isNamed = host === '' || (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined
  if (!isNamed)
    return warning({ vi: `${certFile} không ghi tên ${host}.`, en: `${certFile} does not name ${host}.` }, renew)
  if (days < SOON_DAYS)
    return warning(
      { vi: `${certFile} còn hạn ${days} ngày.`, en: `${certFile} is valid for ${days} more days.` },
      renew,
    )
  return fine(`${certFile}: còn hạn ${days} ngày.`, `${certFile}: valid for ${days} more days.`)
}

export const redis: Check = {
  id: 'redis',
  title: { vi: 'Redis', en: 'Redis' },
  look: async ({ settings }) => {
    const url = settings['DIEM_CAU_REDIS_URL']
    return url === undefined || !URL.canParse(url) ? [] : [await reached(new URL(url), 6379, 'Redis')]
  },
}

export const mail: Check = {
  id: 'mail',
  title: { vi: 'Máy chủ thư', en: 'Mail server' },
  look: async ({ settings }) => {
    const { DIEM_CAU_SMTP_URL: url, DIEM_CAU_SMTP_HOST: host, DIEM_CAU_SMTP_PORT: port } = settings
    if (url !== undefined && URL.canParse(url))
      return [await reached(new URL(url), url.startsWith('smtps:') ? 465 : 587, 'SMTP')]
    if (host !== undefined) return [await reached({ hostname: host, port: port ?? '' }, 587, 'SMTP')]
    return [fine('Chưa đặt máy chủ thư: thư chờ trong hệ thống.', 'No mail server is set: mail waits in the outbox.')]
  },
}

async function reached(
  { hostname, port }: { readonly hostname: string; readonly port: string },
  usual: number,
  name: string,
): Promise<Finding> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const place = `${hostname}:${port || usual}`
  try {
    await reach(host, Number(port || usual))
    return fine(`${name} ở ${place} tới được.`, `${name} at ${place} can be reached.`)
  } catch (error) {
    return problem(
      {
        vi: `Không tới được ${name} ở ${place}: ${why(error)}.`,
        en: `${name} at ${place} cannot be reached: ${why(error)}.`,
      },
      {
        vi: `Kiểm tra ${name} đang chạy, tên máy và tường lửa.`,
        en: `Check that ${name} runs, the host's name and the firewall.`,
      },
    )
  }
}
