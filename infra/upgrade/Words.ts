/** The same in both languages. */
export type Words = { readonly vi: string; readonly en: string }

/** Something kept the upgrade from going on. What ran before runs on. */
export class UpgradeStopped extends Error {
  readonly words: Words

  constructor(words: Words, cause?: unknown) {
    super(words.en, { cause })
    this.name = 'UpgradeStopped'
    this.words = words
  }
}

/** What is said of any failure; of one that nobody foresaw its own words. */
export function wordsOf(error: unknown): Words {
  if (error instanceof UpgradeStopped) return error.words
  if (error instanceof Error && 'vi' in error && 'en' in error) return { vi: String(error.vi), en: String(error.en) }
  const text = error instanceof Error ? error.message : String(error)
  return { vi: text, en: text }
}
