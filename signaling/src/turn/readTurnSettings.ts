import { TurnUrl } from '@diem-cau/signaling-contract'

/** The office's TURN servers. */
export type TurnSettings = {
  readonly urls: readonly TurnUrl[]
  /** coturn's `static-auth-secret`. */
  readonly secret: string
}

const MOST_URLS = 8

/**
 * DIEM_CAU_TURN_URLS and the secret of DIEM_CAU_TURN_SECRET_FILE; null without both.
 * @param secret what the file holds; undefined: none is named
 */
export function readTurnSettings(
  urls: string | undefined,
  secret: string | undefined,
): { settings: TurnSettings | null; problems: string[] } {
  if (urls === undefined && secret === undefined) return { settings: null, problems: [] }
  if (urls === undefined || secret === undefined)
    return { settings: null, problems: ['DIEM_CAU_TURN_URLS, DIEM_CAU_TURN_SECRET_FILE: one needs the other'] }
  const parts = [...new Set(urls.split(',').map((part) => part.trim()))].filter((part) => part !== '')
  const problems = parts.flatMap((part) => {
    const parsed = TurnUrl.safeParse(part)
    return parsed.success ? [] : [`DIEM_CAU_TURN_URLS: "${part}": ${parsed.error.issues[0]?.message}`]
  })
  if (parts.length === 0 || parts.length > MOST_URLS)
    problems.push(`DIEM_CAU_TURN_URLS: expected 1 to ${MOST_URLS} addresses, separated by commas`)
  if (!/^[\x21-\x7E]{32,256}$/.test(secret))
    problems.push('DIEM_CAU_TURN_SECRET_FILE: expected 32 to 256 characters of ASCII without spaces')
  return { settings: problems.length > 0 ? null : { urls: parts, secret }, problems }
}
