import type { ParsedMail } from 'mailparser'

/** Calendars of one mail that are looked at: Outlook sends the answer as a part and once more as a file. */
const MAX_PARTS = 4

/** A calendar as it came in a mail. `method`: of its MIME part, for those that say it nowhere else. */
export type CalendarText = { readonly text: string; readonly method: string }

type Part = Pick<ParsedMail['attachments'][number], 'content' | 'contentType' | 'filename' | 'headers'>

/** The calendars in a mail, whether they are parts of it or files, in whatever charset. */
export function calendarTexts(parts: readonly Part[]): CalendarText[] {
  return parts
    .filter(
      ({ contentType, filename }) =>
        contentType === 'text/calendar' || contentType === 'application/ics' || /\.ics$/i.test(filename ?? ''),
    )
    .slice(0, MAX_PARTS)
    .map(({ content, headers }) => {
      const { charset, method } = parametersOf(headers.get('content-type'))
      return { text: decode(content, charset), method: method ?? '' }
    })
}

function parametersOf(header: unknown): { charset?: string | undefined; method?: string | undefined } {
  const { params } = Object(header) as { params?: unknown }
  const { charset, method } = Object(params) as { charset?: unknown; method?: unknown }
  return {
    charset: typeof charset === 'string' ? charset : undefined,
    method: typeof method === 'string' ? method : undefined,
  }
}

/**
 * Decodes a part as it declares itself. Calendars are UTF-8 (RFC 5545 §3.1.4) where a part declares nothing; those that are not, are
 * taken for Vietnamese Windows.
 */
function decode(content: Buffer, charset: string | undefined): string {
  if (charset !== undefined && /^utf-?16/i.test(charset)) return read(content, charset, false) ?? ''
  const bytes = unfolded(content)
  const named = charset === undefined || /^(us-)?ascii$/i.test(charset) ? null : read(bytes, charset, false)
  return named ?? read(bytes, 'utf-8', true) ?? read(bytes, 'windows-1258', false) ?? bytes.toString('latin1')
}

/** Some programs fold a line in the middle of a letter (RFC 5545 §3.1): the bytes are put together before they are read. */
function unfolded(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n[ \t]/g, ''), 'latin1')
}

/** @returns null for a charset that is not known or, if `fatal`, that it is not */
function read(bytes: Buffer, charset: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes)
  } catch {
    return null
  }
}
