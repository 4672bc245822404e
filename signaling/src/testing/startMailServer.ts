import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export type ReceivedMail = {
  readonly to: string
  readonly messageId: string
  readonly parsed: ParsedMail
  /** The part that calendar programs read; null without. */
  readonly calendar: { readonly method: string; readonly text: string } | null
  readonly attachments: readonly string[]
}

/** A mail server of its own that keeps what it gets. `refuse`: the answer to RCPT TO these addresses. */
export async function startMailServer({ refuse = {} }: { refuse?: Record<string, number> } = {}) {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = refuse[address]
      done(responseCode === undefined ? null : Object.assign(new Error('refused'), { responseCode }))
    },
    onData: (stream, session, done) => {
      simpleParser(stream).then(
        (parsed) => {
          const part = parsed.attachments.find(({ contentType }) => contentType === 'text/calendar')
          mails.push({
            to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
            messageId: parsed.messageId ?? '',
            parsed,
            calendar: part
              ? { method: /METHOD:(\w+)/.exec(part.content.toString())?.[1] ?? '', text: part.content.toString() }
              : null,
            attachments: parsed.attachments.map(({ contentType, filename }) => `${contentType} ${filename ?? ''}`),
          })
          return done()
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address: AddressInfo | string | null = server.server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  let open = true
  const close = async () => {
    if (!open) return
    open = false
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  onTestFinished(close)
  return { port: address.port, mails, close }
}
