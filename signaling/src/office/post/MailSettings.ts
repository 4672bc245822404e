/** Settings of how mail leaves and comes in; all of it from the environment, see config.ts. */
export type MailSettings = {
  readonly smtp: {
    readonly host: string
    readonly port: number
    /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
    readonly secure: boolean
    readonly auth: { readonly user: string; readonly pass: string } | null
  }
  /** The office's address. */
  readonly from: string
  /** Server for answers of calendar programs; null = they go to `from`, and people read them. */
  readonly reply: ReplySettings | null
}

export type ReplySettings = { readonly host: string; readonly port: number; readonly domain: string }

/** A password may travel without TLS only to this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
