import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import type { Logger } from 'pino'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { CalendarReply } from '../invitations/Answering.ts'
import { calendarTexts } from '../invitations/calendarTexts.ts'
import type { ReplySettings } from './MailSettings.ts'
import { readReplies } from './readReplies.ts'

/** A reply is a few lines; some programs send the invitation back with it. */
const MAX_MAIL_BYTES = 512 * 1024
const MAX_CLIENTS = 20
/** Reply addresses of one mail: a program answers one invitation with it. */
const MAX_RECIPIENTS = 5
const ADDRESS = /^reply\+([0-9a-f]{32})@(.+)$/i

export type ReplyServerOptions = ReplySettings & {
  /** Answers whether an invitation has this reply address. */
  readonly known: (code: string) => Promise<boolean>
  /** @returns whether it was taken */
  readonly take: (reply: CalendarReply, ip: string) => Promise<boolean>
  readonly logger: Logger
}

/**
 * Takes the answers that calendar programs send as mail (iTIP REPLY, RFC 5546 §3.2.3), and nothing else: it
 * knows no users, passes nothing on, and refuses every address that no invitation had.
 */
export class ReplyServer {
  readonly #server: SMTPServer
  readonly #options: ReplyServerOptions

  constructor(options: ReplyServerOptions) {
    this.#options = options
    const { domain, known, logger } = options
    this.#server = new SMTPServer({
      name: domain,
      banner: 'Diem Cau, answers to invitations',
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: MAX_MAIL_BYTES,
      maxClients: MAX_CLIENTS,
      socketTimeout: 60_000,
      disableReverseLookup: true,
      logger: false,
      onRcptTo: ({ address }, session, done) => {
        if (session.envelope.rcptTo.length >= MAX_RECIPIENTS) return done(refusal(452, 'Too many recipients'))
        const [, code, at] = ADDRESS.exec(address) ?? []
        if (code === undefined || at?.toLowerCase() !== domain.toLowerCase())
          return done(refusal(550, 'No such address'))
        known(code.toLowerCase()).then(
          (isKnown) => done(isKnown ? null : refusal(550, 'No such address')),
          () => done(refusal(451, 'Try again later')),
        )
      },
      onData: (stream, session, done) => {
        const codes = session.envelope.rcptTo.flatMap(({ address }) => ADDRESS.exec(address)?.[1]?.toLowerCase() ?? [])
        this.#receive(stream, codes, session.remoteAddress).then(
          (outcome) => ('problem' in outcome ? done(outcome.problem) : done(null, outcome.said)),
          (error: unknown) => {
            logger.warn({ err: error }, 'an answer by mail could not be recorded; the sender tries again')
            done(refusal(451, 'Try again later'))
          },
        )
      },
    })
    this.#server.on('error', (error) => logger.warn({ err: error }, 'a connection for answers by mail broke'))
  }

  /** @returns the port */
  async listen(): Promise<number> {
    const { host, port } = this.#options
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    const address: AddressInfo | string | null = this.#server.server.address()
    return typeof address === 'object' && address ? address.port : port
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #receive(
    stream: SMTPServerDataStream,
    codes: readonly string[],
    ip: string,
  ): Promise<{ problem: Error } | { said: string }> {
    const { take, logger } = this.#options
    const bytes = await readUpTo(stream, MAX_MAIL_BYTES)
    if (bytes === null) return { problem: refusal(552, 'Too large') }
    const mail = await simpleParser(bytes, {
      skipHtmlToText: true,
      skipImageLinks: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      checksumAlgo: false,
    })
    const { replies, left } = readReplies(calendarTexts(mail.attachments))
    if (replies.length === 0) return { problem: refusal(550, 'Only answers of calendar programs are taken here') }
    const from = mail.from?.value[0]?.address?.toLowerCase() ?? ''
    for (const code of codes) {
      for (const reply of replies) {
        const taken = await take({ ...reply, code, from }, ip)
        logger.info({ eventId: reply.eventId, taken }, 'answer by mail')
        // Others are answered in between.
        await setImmediate()
      }
    }
    if (left === 0) return { said: 'Answers taken' }
    logger.warn({ taken: replies.length, left }, 'a mail with more answers than are taken at once')
    return { said: `${replies.length} answers taken, ${left} left out: too many for one mail` }
  }
}

/** @returns null when there is more; it is read to its end nevertheless, as SMTP wants it */
async function readUpTo(stream: SMTPServerDataStream, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes: Buffer = Buffer.from(chunk)
    size += bytes.length
    if (size <= maxBytes) chunks.push(bytes)
    else chunks.length = 0
  }
  return size <= maxBytes && !stream.sizeExceeded ? Buffer.concat(chunks) : null
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
