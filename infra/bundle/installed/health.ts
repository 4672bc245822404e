/** `diem-cau health [--wait SECONDS]`: asks the office on this machine how it is; ends with 0 when pages, store and media are there. */
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'

const Health = z.object({ status: z.string(), store: z.string(), media: z.string() })
const PAUSE_MS = 200
const ANSWER_MS = 5_000

const { values } = parseArgs({ options: { wait: { type: 'string', default: '0' }, quiet: { type: 'boolean' } } })
const until = performance.now() + Number(values.wait) * 1000
for (;;) {
  const { text, isWell } = await look()
  const isLast = isWell || performance.now() >= until
  if (isLast) {
    if (!values.quiet) console.log(text)
    process.exitCode = isWell ? 0 : 1
    break
  }
  await wait(PAUSE_MS)
}

async function look(): Promise<{ text: string; isWell: boolean }> {
  try {
    const { status, store, media } = Health.parse(JSON.parse(await ask()))
    return {
      text: `pages: ok, store: ${store}, media: ${media}`,
      isWell: status === 'ok' && media === 'ok',
    }
  } catch (error) {
    return { text: `pages: ${error instanceof Error ? error.message : String(error)}`, isWell: false }
  }
}

function ask(): Promise<string> {
  const { DIEM_CAU_HOST: host = '', DIEM_CAU_PORT: port, DIEM_CAU_TLS_CERT: cert } = process.env
  const at = {
    host: /^(?:0\.0\.0\.0|[0:]+|)$/.test(host) ? '127.0.0.1' : host,
    port: Number(port),
    path: '/healthz',
    timeout: ANSWER_MS,
  }
  return new Promise((resolve, reject) => {
    // It asks this machine itself, whose certificate names the office.
    const asked = cert ? secure({ ...at, rejectUnauthorized: false }) : plain(at)
    asked.on('response', (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (piece: string) => (body += piece))
      answer.on('end', () => resolve(body))
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer within 5 s')))
    asked.on('error', reject)
    asked.end()
  })
}
