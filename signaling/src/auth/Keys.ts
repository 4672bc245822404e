/** The server's own keys, each with what losing it means. */
export const KEYS = {
  token: 'everyone signs in anew',
  seal: 'everyone sets up their second factor anew, and webhooks get new secrets',
  links: 'all links in mails and feeds are made anew',
} as const
export type KeyName = keyof typeof KEYS

/** Keeps the office's keys. */
export type Keys = {
  /** 32 bytes, made when it is asked for the first time. @throws Error, StartupError when there is none to be had */
  open(name: KeyName): Promise<Buffer>
}
