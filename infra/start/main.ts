import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../bootstrap/SetupError.mjs'
import { isLoopback, isWildcard, localAddresses } from './addresses.ts'
import { consoleLine } from './consoleLine.ts'
import { launchStack, type Stack } from './launch.ts'
import { helpText, parseOptions, type StartOptions } from './options.ts'

const STARTED = performance.timeOrigin
let stack: Stack | undefined
let stopping: Promise<never> | undefined

// Signals count from the start, because a Ctrl-C during a build must end too. A second one finds the stop under way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
process.once('disconnect', () => void stop(0)) // what started this is gone, so nobody could stop it any more

try {
  const options = parseOptions(process.argv.slice(2), process.env)
  if (options) await start(options)
  else {
    console.log(helpText())
    process.disconnect?.()
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exit(1)
}

async function start(options: StartOptions): Promise<void> {
  const { port, host, data, cert, key, announce, workers, demo } = options
  stack = await launchStack({
    port,
    host,
    dataDir: data,
    workers,
    demo,
    rtcPort: options['rtc-port'],
    controlPort: options['control-port'],
    turn: options.turn ? { front: options['front-port'], turn: options['turn-port'] } : null,
    ...(cert !== undefined && key !== undefined && { cert, key }),
    ...(announce !== undefined && { announce }),
    logLevel: process.env.DIEM_CAU_LOG_LEVEL || 'info',
    onLine: (name, line, stream) => {
      if (process.env.DIEM_CAU_LOG_CONSOLE?.trim() === 'json') console.log(line)
      else {
        const text = consoleLine(name, line, stream)
        if (text !== undefined) console.error(text)
      }
    },
    onDied: (name, how, delayMs) => console.error(`${name} ended (${how}); it is started again in ${delayMs} ms`),
    onFailed: (_, error) => {
      console.error(`\n${error.message}`)
      void stop(1)
    },
  })
  announceStart(stack, options)
}

async function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    await stack?.stop()
    process.exit(code)
  })()
  return await stopping
}

function announceStart({ url, certificate, demo, dataDir }: Stack, options: StartOptions): void {
  const { host, announce } = options
  const seconds = ((Date.now() - STARTED) / 1000).toFixed(1)
  const others = isWildcard(host)
    ? reachable(host, announce).map((ip) => url.replace('localhost', ip.includes(':') ? `[${ip}]` : ip))
    : []
  const lines = [
    '',
    `Điểm Cầu đã sẵn sàng (${seconds} s). Mở bằng Chrome hoặc Edge / ready, open in Chrome or Edge:`,
    '',
  ]
  lines.push(...(options.turn ? others.map((address) => atFront(address, options['front-port'])) : []).map(indented))
  lines.push(...[url, ...others].map(indented), '')
  if (certificate?.made) {
    lines.push(
      'Chứng thư HTTPS tự tạo: trình duyệt sẽ cảnh báo một lần, hãy chọn "Nâng cao" rồi "Tiếp tục".',
      `A self-signed HTTPS certificate was made (${certificate.cert}): browsers warn once; choose "Advanced", then "Proceed".`,
      '',
    )
  }
  if (isLoopback(host)) {
    lines.push(
      'Chỉ máy này vào được. Để các máy khác vào / for this machine only; to let others in: npm start -- --host 0.0.0.0',
      '',
    )
  }
  if (isWildcard(host) && !process.env.DIEM_CAU_PUBLIC_URL) {
    const linked = reachable(host, announce)[0] ?? 'localhost'
    lines.push(
      `Liên kết trong thư mời dùng địa chỉ ${linked}; nếu địa chỉ này chưa đúng, hãy đặt DIEM_CAU_PUBLIC_URL / links in mails lead to ${linked}; if people reach the office by another address, set DIEM_CAU_PUBLIC_URL.`,
      '',
    )
  }
  const file = join(dataDir, 'demo-accounts.txt')
  if (demo) {
    const width = Math.max(...demo.accounts.map(({ login }) => login.length))
    const password = Math.max(...demo.accounts.map(({ password }) => password.length))
    lines.push(
      'Tài khoản vừa tạo, chỉ in một lần / accounts that were made, printed this once:',
      '',
      ...demo.accounts.map(
        (account) => `    ${account.login.padEnd(width)}  ${account.password.padEnd(password)}  ${account.name}`,
      ),
      '',
      `Lưu tại / kept in: ${demo.file}`,
    )
  } else if (existsSync(file)) {
    lines.push(`Mật khẩu các tài khoản dùng thử / passwords of the demo accounts: ${file}`)
  }
  lines.push(`Nhật ký / logs: ${join(dataDir, 'logs')}`, 'Dừng / stop: Ctrl-C', '')
  console.log(lines.join('\n'))
}

function indented(address: string): string {
  return `    ${address}`
}

/** The same place by the port that does for everything. */
function atFront(address: string, port: number): string {
  const url = new URL(address)
  url.port = String(port)
  return url.origin
}

/** Addresses that others can type: IPv6 ones only where the server listens on them. */
function reachable(host: string, announce: readonly string[] = []): string[] {
  const local = localAddresses().filter((ip) => host !== '0.0.0.0' || !ip.includes(':'))
  return [...new Set([...announce, ...local])]
}
