import { fitLine } from '@diem-cau/signaling-contract'
import type { SendMailOptions } from 'nodemailer'
import type { Logger } from 'pino'
import type { ClaimedMail, OutboxStore } from './OutboxStore.ts'

const MINUTE = 60_000

/** Pauses after each try until the next one; then a mail is tried every six hours. */
const BACKOFF_MS = [1, 2, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE)
const LONGEST_WAIT_MS = 6 * 60 * MINUTE

/** Three days and a bit: a mail server that was down over a weekend is no reason to give up. */
const MAX_TRIES = 20

/** Mails at once: an office's mail server counts connections. */
const CONCURRENCY = 4

/** The worker looks this often whether a mail is due; a restart or another process may have left some. */
const POLL_MS = 5000

/** The worker pauses so long, so as not to knock at a server that is down with every mail that waits. */
const PAUSE_MS = 30_000

const MAX_ERROR = 300

export type MailTransport = { sendMail(mail: SendMailOptions): Promise<unknown>; close(): void }

export type OutboxWorkerOptions = {
  readonly outbox: OutboxStore
  readonly compose: (mail: ClaimedMail) => Promise<SendMailOptions | { readonly dropped: string }>
  readonly transport: MailTransport
  readonly clock: () => number
  readonly logger: Logger
}

/** Sends what waits in the outbox. Several processes may each have one: a mail is claimed before it is sent. */
export class OutboxWorker {
  readonly #options: OutboxWorkerOptions
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #pausedUntil = 0
  #closed = false

  constructor(options: OutboxWorkerOptions) {
    this.#options = options
  }

  /** Looks now, and from then on by itself. */
  start(): void {
    const tick = async () => {
      try {
        await this.runDue()
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'the outbox could not be read; tried again')
      }
      if (!this.#closed) this.#timer = setTimeout(() => void tick(), POLL_MS).unref()
    }
    void tick()
  }

  /** Sends all that is due; resolves when each of them is sent, put off or given up. */
  async runDue(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Finishes the mail that is being sent, and leaves the others to the next start. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#running?.catch(() => undefined)
    this.#options.transport.close()
  }

  async #run(): Promise<void> {
    const { outbox, clock } = this.#options
    while (!this.#closed && clock() >= this.#pausedUntil) {
      const mails = await outbox.claim(clock(), CONCURRENCY)
      if (mails.length === 0) return
      await Promise.all(mails.map((mail) => this.#send(mail)))
    }
  }

  async #send(mail: ClaimedMail): Promise<void> {
    const { outbox, compose, transport, clock, logger } = this.#options
    const about = { mailId: mail.mailId, kind: mail.kind, meetingId: mail.meetingId, tries: mail.tries }
    try {
      const message = await compose(mail)
      if ('dropped' in message) return await outbox.markDropped(mail.mailId, message.dropped)
      await transport.sendMail(message)
      await outbox.markSent(mail.mailId, clock())
      logger.info(about, 'mail sent')
    } catch (error) {
      const { text, permanent, connection } = explain(error)
      if (permanent || mail.tries >= MAX_TRIES) {
        await outbox.markFailed(mail.mailId, text)
        logger.warn({ ...about, error: text }, 'mail cannot be sent')
        return
      }
      if (connection) this.#pausedUntil = clock() + PAUSE_MS
      const wait = BACKOFF_MS[mail.tries - 1] ?? LONGEST_WAIT_MS
      await outbox.postpone(mail.mailId, clock() + wait, text)
      logger.warn({ ...about, error: text, waitMs: wait }, 'mail put off')
    }
  }
}

/** Refusals of the address or of the content are for good (5xx); what is wrong with the line or the sign-in may be mended. */
function explain(error: unknown): { text: string; permanent: boolean; connection: boolean } {
  const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown }
  const refused = code === 'EENVELOPE' || code === 'EMESSAGE'
  return {
    text: fitLine(error instanceof Error ? error.message : String(error), MAX_ERROR),
    permanent: refused && (typeof responseCode !== 'number' || responseCode >= 500),
    connection:
      code === 'ECONNECTION' ||
      code === 'ETIMEDOUT' ||
      code === 'ESOCKET' ||
      code === 'EDNS' ||
      code === 'EAUTH' ||
      code === 'ETLS' ||
      code === 'ECONNREFUSED',
  }
}
