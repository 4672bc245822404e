import type { Unit } from '@diem-cau/signaling-contract/operations'

const formats = new Map<string, Intl.NumberFormat>()

/** A format is dear to make, and a page of 85 rooms writes hundreds of figures each second. */
function formatOf(language: string, digits: number): Intl.NumberFormat {
  const key = `${language}${digits}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  formats.set(key, made)
  return made
}

/** A number that could not be read. It is never shown as 0. */
export const UNREAD = '–'

const SPACE = ' '

/**
 * Writes a figure with its unit, no more digits than a person reads: "0,4 %", "1,2 Mbit/s", "18 ms".
 * @param language decides on the comma; days are written without a word, which the texts have
 */
export function formatFigure(value: number | null | undefined, unit: Unit, language: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNREAD
  const number = (digits: number, by = 1) => formatOf(language === 'en' ? 'en' : 'vi', digits).format(value / by)
  const size = Math.abs(value)
  switch (unit) {
    case 'ms':
      return size >= 10_000 ? `${number(1, 1_000)}${SPACE}s` : `${number(0)}${SPACE}ms`
    case 'percent':
      return `${number(size > 0 && size < 9.95 ? 1 : 0)}${SPACE}%`
    case 'kbit/s':
      if (size >= 999_500) return `${number(1, 1_000_000)}${SPACE}Gbit/s`
      if (size >= 999.5) return `${number(size < 99_950 ? 1 : 0, 1_000)}${SPACE}Mbit/s`
      return `${number(0)}${SPACE}kbit/s`
    case '1/s':
      return `${number(0)}/s`
    case 'pixels':
      return `${number(0).replaceAll(/\D/g, '')}p`
    case 'dBFS':
      return `${number(0)}${SPACE}dB`
    case 'MB':
      return size >= 1_000 ? `${number(1, 1_000)}${SPACE}GB` : `${number(0)}${SPACE}MB`
    case 'score':
      return number(1)
    case 'count':
    case 'days':
    case 'luma':
      return number(0)
    default:
      return unit satisfies never
  }
}
