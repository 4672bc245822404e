import { createSocket } from 'node:dgram'
import { hostname } from 'node:os'
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { SyslogTarget } from './syslogTarget.ts'
import { syslogTrouble } from './syslogTrouble.ts'

/** local0 of RFC 5424: ours to use. */
const FACILITY = 16
/** Every receiver takes 2048 bytes in a datagram at least (RFC 5424 6.1); common ones take 8 kB, and so do networks of one office. */
const MOST_DATAGRAM_BYTES = 8000
/** So many lines wait for a receiver that is away; then the oldest go. */
const MOST_WAITING = 5000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000

/** A receiver that takes the line and then says nothing, as one that speaks no TLS does, is left after this. */
const HANDSHAKE_MS = 10_000
/** A receiver that went without a word is noticed by the system's probes, the first after so long. */
const PROBE_AFTER_MS = 30_000

/**
 * Sends log lines to a syslog server: RFC 5424, by UDP (RFC 5426), TCP or TLS (RFC 5425; octets counted, RFC 6587). Never throws and never
 * waits: a receiver that is away costs the lines that do not fit into what waits, never the meeting. None of these protocols acknowledges: what
 * the system had taken when the line broke, and the receiver had not read, is lost too.
 */
export class Syslog {
  readonly #target: SyslogTarget
  readonly #host = hostname()
  readonly #udp: ReturnType<typeof createSocket> | null
  readonly #onTrouble: (words: string) => void
  #waiting: string[] = []
  /** Written to the line, and not taken by the system yet. */
  #underWay: string[] = []
  /** What was told last; each trouble is told once, until the receiver is there again. */
  #told: string | null = null
  #dropped = 0
  #line: Socket | null = null
  #isUp = false
  #pauseMs = FIRST_PAUSE_MS
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  /** @param onTrouble told why the receiver gets nothing, once for each reason */
  constructor(target: SyslogTarget, onTrouble: (words: string) => void = () => {}) {
    this.#target = target
    this.#onTrouble = onTrouble
    this.#udp = target.protocol === 'udp' ? createSocket(isIPv6(target.host) ? 'udp6' : 'udp4') : null
    // A datagram that cannot be sent is lost, as UDP's are.
    this.#udp?.on('error', () => {})
    this.#udp?.unref()
    if (this.#udp === null) this.#connect()
  }

  /** @param process name of who wrote the line @param pid its id @param line as it was written */
  write(process: string, pid: number | undefined, line: string): void {
    if (this.#isClosed) return
    const message = syslogMessage({ host: this.#host, process, pid, line, now: Date.now() })
    const { host, port } = this.#target
    if (this.#udp) {
      this.#udp.send(Buffer.from(message).subarray(0, MOST_DATAGRAM_BYTES), port, host, () => {})
      return
    }
    this.#waiting.push(message)
    this.#bound()
    this.#flush()
  }

  /** Sends what waits if the receiver is there; then the line is closed. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#udp?.close()
    const line = this.#line
    if (line === null) return
    if (!this.#isUp) {
      line.destroy()
      return
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    line.once('close', () => resolve())
    line.setTimeout(1000, () => line.destroy())
    line.end()
    await promise
  }

  #connect(): void {
    const { protocol, host, port, ca } = this.#target
    const up = () => {
      this.#isUp = true
      this.#told = null
      this.#pauseMs = FIRST_PAUSE_MS
      line.setTimeout(0)
      line.setKeepAlive(true, PROBE_AFTER_MS)
      this.#flush()
    }
    // An address is no server name (RFC 6066); the certificate is compared with it all the same.
    const name = isIP(host) ? {} : { servername: host }
    const line =
      protocol === 'tls'
        ? connectTls({ host, port, ...name, ...(ca !== null && { ca }) }, up)
        : connectTcp({ host, port }, up)
    this.#line = line
    line.setTimeout(HANDSHAKE_MS, () => line.destroy(new Error(`no answer within ${HANDSHAKE_MS / 1000} s`)))
    line.on('error', (error) => this.#tell(syslogTrouble(error, this.#target))) // 'close' follows
    line.on('drain', () => this.#flush())
    // Receivers say nothing; unread, a line that they close would not be seen to end.
    line.resume()
    line.on('close', () => {
      const wasUp = this.#isUp
      this.#isUp = false
      this.#line = null
      if (this.#isClosed) return
      if (wasUp) this.#tell(`The syslog server ${host}:${port} ended the line. Lines wait until it is there again.`)
      this.#waiting = [...this.#underWay.splice(0), ...this.#waiting]
      this.#bound()
      this.#retry = setTimeout(() => this.#connect(), this.#pauseMs * (0.5 + Math.random() / 2)).unref()
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2)
    })
    line.unref()
  }

  #tell(words: string): void {
    if (this.#isClosed || this.#told === words) return
    this.#told = words
    this.#onTrouble(words)
  }

  /** Lets the oldest go that are too many. */
  #bound(): void {
    const many = this.#waiting.length - MOST_WAITING
    if (many > 0) this.#dropped += this.#waiting.splice(0, many).length
  }

  #flush(): void {
    const line = this.#line
    if (line === null || !this.#isUp) return
    if (this.#dropped > 0 && !line.writableNeedDrain) {
      const text = JSON.stringify({
        level: 40,
        time: Date.now(),
        msg: `${this.#dropped} lines were not sent to syslog`,
      })
      this.#dropped = 0
      this.#waiting.unshift(
        syslogMessage({ host: this.#host, process: 'start', pid: process.pid, line: text, now: Date.now() }),
      )
    }
    while (this.#waiting.length > 0 && !line.writableNeedDrain) {
      const message = this.#waiting.shift() ?? ''
      this.#underWay.push(message)
      // They are taken in the order in which they were written; those that are not go again over the next line.
      line.write(`${Buffer.byteLength(message)} ${message}`, (error) => void (error ?? this.#underWay.shift()))
    }
  }
}

type Parts = {
  readonly host: string
  readonly process: string
  readonly pid: number | undefined
  readonly line: string
  /** Milliseconds since 1970, for a line without a time of its own. */
  readonly now: number
}

/** A line of ours as RFC 5424 has it: `<priority>1 time host app pid - - line`. The line itself, JSON or not, is not changed. */
export function syslogMessage({ host, process, pid, line, now }: Parts): string {
  const { level, time } = recordOf(line)
  const priority = FACILITY * 8 + severityOf(level)
  const at = new Date(time ?? now).toISOString()
  return `<${priority}>1 ${at} ${printable(host, 255)} diem-cau-${printable(process, 38)} ${pid ?? '-'} - - ${line}`
}

/** Severities of RFC 5424 by pino's levels; a line that is no record was written for a person. */
function severityOf(level: number | null): number {
  if (level === null) return 5
  if (level >= 60) return 2
  if (level >= 50) return 3
  if (level >= 40) return 4
  return level >= 30 ? 6 : 7
}

function recordOf(line: string): { level: number | null; time: number | null } {
  if (!line.startsWith('{')) return { level: null, time: null }
  try {
    const record: unknown = JSON.parse(line)
    if (typeof record !== 'object' || record === null) return { level: null, time: null }
    const level = 'level' in record && typeof record.level === 'number' ? record.level : null
    const time =
      'time' in record && typeof record.time === 'number' && Math.abs(record.time) < 8.64e15 ? record.time : null
    return { level, time }
  } catch {
    return { level: null, time: null }
  }
}

/** Letters that a field of the head may have. */
function printable(text: string, most: number): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '').slice(0, most) || '-'
}
