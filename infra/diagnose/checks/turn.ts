import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { askTurn, placeOf, type TurnState } from '../../../signaling/src/turn/ask/askTurn.ts'
import { readTurnSettings } from '../../../signaling/src/turn/readTurnSettings.ts'
import { LINE_GRANT_MS, turnGrant } from '../../../signaling/src/turn/turnGrant.ts'
import { isLoopback } from '../../start/addresses.ts'
import { why } from '../scene/ask.ts'
import { type Check, type Finding, fine, problem, unknown, warning } from './Check.ts'

/** Every way that browsers are given is taken as they would take it: reached, its credential accepted, its certificate for that name. */
export const turn: Check = {
  id: 'turn',
  title: { vi: 'Cổng 443 và TURN', en: 'Port 443 and TURN' },
  look: async ({ settings, now }) => {
    const { DIEM_CAU_TURN_URLS: urls, DIEM_CAU_TURN_SECRET_FILE: file } = settings
    if (urls === undefined && file === undefined)
      return [
        unknown(
          'Chưa bật TURN: điểm cầu phải tới được các cổng âm thanh, hình ảnh bằng UDP hoặc TCP. Muốn chỉ cần cổng 443: npm start -- --turn',
          'TURN is off: rooms must reach the media ports by UDP or TCP. For port 443 alone: npm start -- --turn',
        ),
      ]
    const read = readTurnSettings(urls, file === undefined ? undefined : await secretIn(file))
    if (read.settings === null)
      return read.problems.map((text) =>
        problem({ vi: text, en: text }, { vi: 'Sửa rồi khởi động lại.', en: 'Mend it and start again.' }),
      )
    const { settings: servers } = read
    const publicUrl = settings['DIEM_CAU_PUBLIC_URL'] ?? ''
    const host = URL.canParse(publicUrl) ? new URL(publicUrl).hostname : '127.0.0.1'
    const grant = turnGrant(servers, 'diagnose', now, LINE_GRANT_MS)
    const nodes = nodesIn(settings['DIEM_CAU_RTC_LISTEN'] ?? '')
    return await Promise.all(
      servers.urls.map(async (url) => {
        const place = placeOf(url, host)
        const family = isIP(place.host)
        const peers = nodes.filter((node) => family === 0 || isIP(node) === family)
        return found(url.replace(':*', `:${host}`), await askTurn(place, grant, peers))
      }),
    )
  },
}

/** @throws Error when it cannot be read, which is told as unknown */
async function secretIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    throw new Error(`${file}: ${why(error)}`, { cause: error })
  }
}

/** Addresses of the media node of this machine, as browsers are told them. */
function nodesIn(listen: string): string[] {
  return listen
    .split(',')
    .map((entry) => (entry.split('@').at(-1) ?? '').replace(/^\[(.*)\]$/, '$1'))
    .filter((address) => isIP(address) !== 0 && !isLoopback(address))
}

function found(url: string, state: TurnState): Finding {
  switch (state.kind) {
    case 'unreachable':
      return problem(
        { vi: `Không tới được ${url}: ${state.why}.`, en: `${url} cannot be reached: ${state.why}.` },
        {
          vi: 'Kiểm tra coturn và HAProxy đang chạy (logs/turn.log, logs/front.log) và tường lửa: TCP 443, UDP 3478.',
          en: 'Check that coturn and HAProxy run (logs/turn.log, logs/front.log), and the firewall: TCP 443, UDP 3478.',
        },
      )
    case 'refused':
      return problem(
        { vi: `${url} từ chối khóa của hệ thống.`, en: `${url} does not accept our credential.` },
        {
          vi: 'static-auth-secret của coturn phải giống tệp DIEM_CAU_TURN_SECRET_FILE; giờ hai máy phải khớp nhau.',
          en: "coturn's static-auth-secret has to be what the file of DIEM_CAU_TURN_SECRET_FILE has; the clocks of both have to agree.",
        },
      )
    case 'full':
      return warning(
        { vi: `${url} đã hết chỗ.`, en: `${url} has no room left.` },
        { vi: 'Tăng total-quota và dải cổng của coturn.', en: 'Raise total-quota and the port range of coturn.' },
      )
    case 'denied':
      return problem(
        { vi: `${url} trả lời ${state.code}.`, en: `${url} answers ${state.code}.` },
        { vi: 'Xem nhật ký của coturn.', en: 'See the log of coturn.' },
      )
    case 'well':
      return foundWell(url, state)
    default:
      return state satisfies never
  }
}

function foundWell(url: string, state: Extract<TurnState, { kind: 'well' }>): Finding {
  const renew = {
    vi: 'Thay chứng thư ở cổng 443 bằng chứng thư ghi đúng tên hoặc địa chỉ mà điểm cầu dùng.',
    en: 'Replace the certificate at port 443 by one for the name or address that rooms use.',
  }
  if (state.shutTo.length > 0) {
    const all = state.shutTo.join(', ')
    return problem(
      { vi: `${url} không chuyển tiếp tới máy chủ ${all}.`, en: `${url} does not relay to the media node ${all}.` },
      {
        vi: 'Thêm allowed-peer-ip cho địa chỉ đó vào cấu hình coturn.',
        en: "Add allowed-peer-ip for that address to coturn's configuration.",
      },
    )
  }
  if (state.certificateProblem === 'name')
    return warning(
      { vi: `Chứng thư của ${url} không ghi tên đó.`, en: `The certificate of ${url} is for another name.` },
      renew,
    )
  if (state.certificateProblem === 'expired')
    return warning({ vi: `Chứng thư của ${url} đã hết hạn.`, en: `The certificate of ${url} has expired.` }, renew)
  if (state.certificateProblem === 'untrusted')
    return fine(
      `${url} dùng được trên máy đã tin chứng thư này (tự tạo); máy khác đi qua TURN không TLS, cũng ở cổng 443.`,
      `${url} works for computers that trust its (self-made) certificate; others take TURN without TLS, at port 443 too.`,
    )
  return fine(`${url} tới được, khóa đúng.`, `${url} can be reached and accepts our credential.`)
}
