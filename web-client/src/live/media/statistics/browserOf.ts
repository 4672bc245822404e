/** What a browser calls itself in `navigator.userAgentData`, where it has that. */
interface Hints {
  readonly brands?: readonly { readonly brand: string; readonly version: string }[]
  readonly platform?: string
}

export interface Browser {
  /** null when it does not say. */
  readonly name: string | null
  readonly version: number | null
  readonly system: string
}

/** The marks by which a browser is known in its user agent, the more particular ones first. */
const MARKS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg\/(\d+)/],
  ['Cốc Cốc', /coc_coc_browser\/(\d+)/i],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chrome', /Chrom(?:e|ium)\/(\d+)/],
  ['Safari', /Version\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/],
]

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows 7', /Windows NT 6\.1/],
  ['Windows 8', /Windows NT 6\.[23]/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
]

export function browserOf(userAgent: string, hints: Hints = {}): Browser {
  const found = MARKS.flatMap(([name, mark]) => {
    const version = mark.exec(userAgent)?.[1]
    return version === undefined ? [] : [{ name, version: Number(version) }]
  })[0]
  // Cốc Cốc counts itself otherwise than the Chromium in it, which is what matters.
  const chromium = hints.brands?.find(({ brand }) => brand === 'Chromium')?.version
  const version = found?.name === 'Cốc Cốc' && chromium !== undefined ? Number(chromium) : (found?.version ?? null)
  const system = SYSTEMS.find(([, mark]) => mark.test(userAgent))?.[0] ?? hints.platform ?? ''
  return { name: found?.name ?? null, version: Number.isFinite(version) ? version : null, system }
}
