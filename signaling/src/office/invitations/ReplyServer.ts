import type { AddressInfo } from 'node:net'
import { fitLine } from '@diem-cau/signaling-contract'
import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import type { Logger } from 'pino'
import { SMTPServer } from 'smtp-server'
import { fromLocal } from '../../domain/localTime.ts'
import type { CalendarReply } from './Answering.ts'
import type { ReplySettings } from './MailSettings.ts'

/** A reply is a few lines; some programs send the invitation back with it. */
const MAX_MAIL_BYTES = 1024 * 1024
const MAX_CLIENTS = 20
const ANSWERS: ReadonlyMap<string, CalendarReply['answer']> = new Map([['ACCEPTED', 'attending'], ['DECLINED', 'declined'], ['TENTATIVE', 'tentative']])
const ADDRESS = /^reply\+([0-9a-f]{32})@(.+)$/i

export type ReplyServerOptions = ReplySettings & {
  /** Whether an invitation has this reply address. */
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
      onRcptTo: ({ address }, _session, done) => {
        const [, code, at] = ADDRESS.exec(address) ?? []
        if (code === undefined || at?.toLowerCase() !== domain.toLowerCase()) return done(refusal(550, 'No such address'))
        known(code.toLowerCase()).then(
          (isKnown) => done(isKnown ? null : refusal(550, 'No such address')),
          () => done(refusal(451, 'Try again later')),
        )
      },
      onData: (stream, session, done) => {
        const codes = session.envelope.rcptTo.flatMap(({ address }) => ADDRESS.exec(address)?.[1]?.toLowerCase() ?? [])
        this.#receive(stream, codes, session.remoteAddress).then(
          (problem) => done(problem),
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

  async #receive(stream: NodeJS.ReadableStream & { sizeExceeded?: boolean }, codes: readonly string[], ip: string): Promise<Error | null> {
    const { take, logger } = this.#options
    const mail = await simpleParser(stream as Parameters<typeof simpleParser>[0])
    if (stream.sizeExceeded) return refusal(552, 'Too large')
    const replies = mail.attachments
      .filter(({ contentType }) => contentType === 'text/calendar' || contentType === 'application/ics')
      .flatMap(({ content }) => readReplies(content.toString('utf8')))
    if (replies.length === 0) return refusal(550, 'Only answers of calendar programs are taken here')
    for (const code of codes) {
      for (const reply of replies) {
        const taken = await take({ ...reply, code }, ip)
        logger.info({ eventId: reply.eventId, answer: reply.answer, taken }, 'answer by mail')
      }
    }
    return null
  }
}

/** The answers in a calendar; none for what is no REPLY, or says neither yes, no nor maybe. */
function readReplies(text: string): Omit<CalendarReply, 'code'>[] {
  const calendar = parse(text)
  if (!calendar || String(calendar.getFirstPropertyValue('method')).toUpperCase() !== 'REPLY') return []
  return calendar.getAllSubcomponents('vevent').flatMap((event) => {
    const uid = String(event.getFirstPropertyValue('uid') ?? '')
    const partstat = (event.getFirstProperty('attendee')?.getFirstParameter('partstat') ?? '').toUpperCase()
    const answer = ANSWERS.get(partstat) ?? null
    if (!uid.endsWith('@diem-cau') || answer === null) return []
    const comment = event.getFirstPropertyValue('comment')
    return [
      {
        eventId: uid.slice(0, -'@diem-cau'.length),
        recurrenceAt: instant(event.getFirstPropertyValue('recurrence-id')),
        answer,
        note: typeof comment === 'string' ? fitLine(comment, 500) : '',
        writtenAt: instant(event.getFirstPropertyValue('dtstamp')),
      } as const,
    ]
  })
}

function parse(text: string): InstanceType<typeof ICAL.Component> | null {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text))
    return calendar.name === 'vcalendar' ? calendar : null
  } catch {
    return null
  }
}

/** In UTC, or in the wall clock of the office: its zone is the only one that invitations have. */
function instant(value: unknown): number | null {
  if (!(value instanceof ICAL.Time)) return null
  const { year, month, day, hour, minute, second } = value
  return value.zone === ICAL.Timezone.utcTimezone ? Date.UTC(year, month - 1, day, hour, minute, second) : fromLocal(year, month - 1, day, hour, minute, second)
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
