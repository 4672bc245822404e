/**
 * Characters that no text of a person may hold: controls, halves of a letter (lone surrogates), what Unicode says is no character,
 * and the signs that turn the text around them. The first three stop a database, an XML file or a parser; the last makes a name
 * read as another.
 */
const UNFIT = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]/u
/** The same in text of several lines. */
const UNFIT_IN_LINES = /(?![\n\r\t])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]/u

const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu
const EVERY_UNFIT = new RegExp(UNFIT_IN_LINES, 'gu')

/** Space, and what takes no ink: joiners, fillers, variation selectors (also U+2800, the empty Braille cell). */
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{C}\u2800]*$/u

export const isFitLine = (text: string): boolean => !UNFIT.test(text)
export const isFitText = (text: string): boolean => !UNFIT_IN_LINES.test(text)

/** True when nothing of the text can be seen: such a name counts as empty. */
export const isInvisible = (text: string): boolean => INVISIBLE.test(text)

/**
 * The text as it may be shown, sent and written into a file, whatever was stored by an earlier version: signs that turn text
 * around are left out, other characters that no text may hold become U+FFFD.
 */
export function cleanText(text: string): string {
  return UNFIT_IN_LINES.test(text) ? text.replaceAll(TURNING, '').replaceAll(EVERY_UNFIT, '\ufffd') : text
}

/** A value of JSON with all its texts as {@link cleanText} has them: of the same shape as before. */
export function cleanTexts<T>(value: T): T {
  return cleaned(value) as T
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleaned(inner)]))
}
