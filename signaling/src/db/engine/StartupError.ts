/**
 * Something a restart cannot mend: configuration or data. Printed for the person who started the
 * server, in both languages, before the process ends with exit code 78 (EX_CONFIG).
 */
export class StartupError extends Error {
  readonly vi: string
  readonly en: string

  constructor(texts: { vi: string; en: string }, cause?: unknown) {
    super(texts.en, { cause })
    this.name = 'StartupError'
    this.vi = texts.vi
    this.en = texts.en
  }
}
