import { createTransport as createNodemailer } from 'nodemailer'
import { isLoopback, type MailSettings } from './MailSettings.ts'
import type { MailTransport } from './OutboxWorker.ts'

/** A mail server has so long: longer than any thinks, shorter than a claim of the outbox lasts. */
const TIMEOUT_MS = 60_000

/** The way to the office's mail server. Connections are kept for the next mail. */
export function createTransport({ smtp }: Pick<MailSettings, 'smtp'>): MailTransport {
  return createNodemailer({
    pool: true,
    maxConnections: 4,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    // Somebody on the way could hide that the server offers TLS, and read the password.
    requireTLS: smtp.auth !== null && !smtp.secure && !isLoopback(smtp.host),
    ...(smtp.auth ? { auth: smtp.auth } : {}),
    connectionTimeout: TIMEOUT_MS / 2,
    greetingTimeout: TIMEOUT_MS / 2,
    socketTimeout: TIMEOUT_MS,
    // Contents are made here: nothing that a person wrote may name a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
