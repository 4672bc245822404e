import { z } from 'zod'
import { controlUrl, serverUrl } from '../scene/addressesOf.ts'
import { ask, why } from '../scene/ask.ts'
import { type Check, fine, problem, unknown, warning } from './Check.ts'

const SignalingHealth = z.object({ status: z.string(), store: z.string(), media: z.string() })
const NodeHealth = z.object({
  status: z.string(),
  workersAlive: z.number(),
  workersWanted: z.number(),
  draining: z.boolean(),
})

export const server: Check = {
  id: 'server',
  title: { vi: 'Máy chủ (trang web, API)', en: 'Server (pages, API)' },
  look: async ({ signaling, settings, dataDir }) => {
    if (signaling === null)
      return [
        problem(
          {
            vi: `Không có máy chủ nào đang chạy với ${dataDir} (hoặc do người dùng khác chạy).`,
            en: `No server runs with ${dataDir} (or another user runs it).`,
          },
          {
            vi: 'Khởi động: npm start. Nếu đang chạy: chạy lệnh này bằng người dùng đó hoặc root, đúng --data.',
            en: 'Start it: npm start. If it runs: run this as that user or root, with the same --data.',
          },
        ),
      ]
    const url = serverUrl(settings)
    if (url === null)
      return [unknown('Máy chủ nghe ở cổng bất kỳ.', 'The server listens on a port that only it knows.')]
    try {
      const { status, body } = await ask(`${url}/healthz`, { trust: 'any' })
      const health = SignalingHealth.parse(JSON.parse(body))
      if (status === 200 && health.media === 'ok') return [fine(`${url} hoạt động.`, `${url} is well.`)]
      if (health.store !== 'ok')
        return [
          problem(
            { vi: `${url}: cơ sở dữ liệu không trả lời.`, en: `${url}: its database does not answer.` },
            { vi: 'Xem mục cơ sở dữ liệu và ổ đĩa.', en: 'See what is said of database and disk.' },
          ),
        ]
      return [
        problem(
          { vi: `${url}: không nối được máy chủ âm thanh, hình ảnh.`, en: `${url}: no media node can be reached.` },
          { vi: 'Xem mục máy chủ âm thanh, hình ảnh.', en: 'See what is said of the media node.' },
        ),
      ]
    } catch (error) {
      return [
        problem(
          { vi: `${url} không trả lời: ${why(error)}.`, en: `${url} does not answer: ${why(error)}.` },
          {
            vi: 'Xem logs/signaling.log; khởi động lại nếu không tự hồi phục sau một phút.',
            en: 'See logs/signaling.log; start it again if it is not back within a minute.',
          },
        ),
      ]
    }
  },
}

export const mediaNode: Check = {
  id: 'media-node',
  title: { vi: 'Máy chủ âm thanh, hình ảnh', en: 'Media node' },
  look: async ({ signaling, mediaNode: node, settings }) => {
    if (signaling === null && node === null) return []
    if (node === null)
      return [
        unknown(
          'Trên máy này không thấy máy chủ âm thanh, hình ảnh (có thể ở máy khác).',
          'No media node is seen on this machine (it may be on another).',
        ),
      ]
    const url = controlUrl(settings)
    if (url === null) return [unknown('Cổng điều khiển là cổng bất kỳ.', 'Its control port is one that only it knows.')]
    try {
      const { body } = await ask(`${url}/healthz`, { trust: 'any' })
      const { status, workersAlive, workersWanted, draining } = NodeHealth.parse(JSON.parse(body))
      const says = {
        vi: `${url}: ${workersAlive} trên ${workersWanted} tiến trình đang chạy.`,
        en: `${url}: ${workersAlive} of ${workersWanted} workers run.`,
      }
      if (status !== 'ok')
        return [
          problem(says, {
            vi: 'Xem logs/sfu.log: nếu tiến trình chết ngay khi khởi động, kiểm tra MEDIASOUP_WORKER_BIN.',
            en: 'See logs/sfu.log: if workers die as they start, check MEDIASOUP_WORKER_BIN.',
          }),
        ]
      if (workersAlive < workersWanted)
        return [
          warning(says, {
            vi: 'Xem logs/sfu.log vì sao tiến trình dừng.',
            en: 'See logs/sfu.log for why workers died.',
          }),
        ]
      if (draining)
        return [
          warning(
            {
              vi: `${url} đang được rút: không nhận cuộc họp mới.`,
              en: `${url} is being emptied: it takes no new meeting.`,
            },
            {
              vi: 'Khởi động lại máy chủ này khi xong việc bảo trì.',
              en: 'Start it again when the work on it is done.',
            },
          ),
        ]
      return [fine(says.vi, says.en)]
    } catch (error) {
      return [
        problem(
          { vi: `${url} không trả lời: ${why(error)}.`, en: `${url} does not answer: ${why(error)}.` },
          { vi: 'Xem logs/sfu.log.', en: 'See logs/sfu.log.' },
        ),
      ]
    }
  },
}

/** Asks the office by the address that people use. This machine sees only its own way there, not that of people outside. */
export const publicAddress: Check = {
  id: 'public-address',
  title: { vi: 'Địa chỉ mọi người dùng', en: 'Address that people use' },
  look: async ({ settings, signaling }) => {
    const url = settings['DIEM_CAU_PUBLIC_URL']
    if (url === undefined || signaling === null) return []
    const todo = {
      vi: 'Kiểm tra DNS, tường lửa, proxy và DIEM_CAU_PUBLIC_URL.',
      en: 'Check DNS, firewall, proxy and DIEM_CAU_PUBLIC_URL.',
    }
    try {
      const { status } = await ask(`${url.replace(/\/+$/, '')}/healthz`, { trust: 'any' })
      return status === 200
        ? [fine(`${url} tới được từ máy này.`, `${url} can be reached from this machine.`)]
        : [warning({ vi: `${url} trả lời ${status}.`, en: `${url} answers ${status}.` }, todo)]
    } catch (error) {
      return [
        warning(
          {
            vi: `Từ máy này không tới được ${url}: ${why(error)}.`,
            en: `${url} cannot be reached from here: ${why(error)}.`,
          },
          todo,
        ),
      ]
    }
  },
}
