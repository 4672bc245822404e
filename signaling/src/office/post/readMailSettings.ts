import { z } from 'zod'
import type { MailSettings } from './MailSettings.ts'

export type MailEnvironment = {
  readonly DIEM_CAU_SMTP_URL?: string | undefined
  readonly DIEM_CAU_SMTP_HOST?: string | undefined
  readonly DIEM_CAU_SMTP_PORT?: string | undefined
  readonly DIEM_CAU_SMTP_SECURE: boolean
  readonly DIEM_CAU_SMTP_USER?: string | undefined
  readonly DIEM_CAU_MAIL_FROM?: string | undefined
  readonly DIEM_CAU_REPLY_DOMAIN?: string | undefined
  readonly DIEM_CAU_REPLY_HOST?: string | undefined
  readonly DIEM_CAU_REPLY_PORT?: string | undefined
}

const Port = z.coerce.number().int().min(1).max(65_535)
const ReplyPort = z.coerce.number().int().min(0).max(65_535)
const Domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i)

/**
 * The settings of mail; null when there are none.
 * @param password of DIEM_CAU_SMTP_PASSWORD_FILE
 * @returns what is wrong, one line each, without the URL: it may hold a password
 */
export function readMailSettings(
  e: MailEnvironment,
  password: string | null,
): { settings: MailSettings | null; problems: string[] } {
  const problems: string[] = []
  const smtp =
    e.DIEM_CAU_SMTP_URL === undefined ? fromParts(e, password, problems) : fromUrl(e.DIEM_CAU_SMTP_URL, problems)
  const from = z.email().safeParse(e.DIEM_CAU_MAIL_FROM)
  if (smtp && !from.success)
    problems.push('DIEM_CAU_MAIL_FROM: names the address that mail comes from, e.g. hop@example.vn')
  const reply = e.DIEM_CAU_REPLY_DOMAIN === undefined ? null : replyFrom(e, problems)
  return { settings: smtp && from.success && problems.length === 0 ? { smtp, from: from.data, reply } : null, problems }
}

function fromUrl(text: string, problems: string[]): MailSettings['smtp'] | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    problems.push('DIEM_CAU_SMTP_URL: must be smtp://user:password@host:port, or smtps://… for TLS from the beginning')
    return null
  }
  const secure = url.protocol === 'smtps:'
  const auth =
    url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    auth,
  }
}

function fromParts(e: MailEnvironment, password: string | null, problems: string[]): MailSettings['smtp'] | null {
  if (e.DIEM_CAU_SMTP_HOST === undefined) return null
  const secure = e.DIEM_CAU_SMTP_SECURE
  const port = Port.safeParse(e.DIEM_CAU_SMTP_PORT ?? (secure ? 465 : 587))
  if (!port.success) problems.push('DIEM_CAU_SMTP_PORT: is no port')
  const user = e.DIEM_CAU_SMTP_USER
  if ((user === undefined) !== (password === null))
    problems.push('DIEM_CAU_SMTP_USER, DIEM_CAU_SMTP_PASSWORD_FILE: one needs the other')
  return port.success
    ? {
        host: e.DIEM_CAU_SMTP_HOST,
        port: port.data,
        secure,
        auth: user === undefined || password === null ? null : { user, pass: password },
      }
    : null
}

function replyFrom(e: MailEnvironment, problems: string[]): MailSettings['reply'] {
  const domain = Domain.safeParse(e.DIEM_CAU_REPLY_DOMAIN)
  const port = ReplyPort.safeParse(e.DIEM_CAU_REPLY_PORT ?? 2525)
  if (!domain.success) problems.push('DIEM_CAU_REPLY_DOMAIN: is no name of a domain')
  if (!port.success) problems.push('DIEM_CAU_REPLY_PORT: is no port')
  return domain.success && port.success
    ? { host: e.DIEM_CAU_REPLY_HOST ?? '127.0.0.1', port: port.data, domain: domain.data }
    : null
}
