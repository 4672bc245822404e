/** A page that is laid out with `:has()` and waits with `Promise.withResolvers` needs this version of Chromium's or Firefox's engine. */
export const OLDEST_ENGINE = 121

/** The same by the version that each browser calls itself, under the name that the page tells. Safari has both since 17.4. */
const OLDEST: Readonly<Record<string, number>> = {
  // 109 is the last Chrome for Windows 7 and 8, where many rooms stay; Cốc Cốc counts as the Chromium in it does.
  Chrome: OLDEST_ENGINE,
  Edge: OLDEST_ENGINE,
  'Cốc Cốc': OLDEST_ENGINE,
  // 115 is the last Firefox for Windows 7 and 8.
  Firefox: OLDEST_ENGINE,
  Opera: 107,
  Safari: 17,
}

/** True for one that is too old to be relied on; one that nobody knows, or whose version nobody knows, may be good. */
export function isOldBrowser(name: string | null, version: number | null): boolean {
  const oldest = name === null ? undefined : OLDEST[name]
  return oldest !== undefined && version !== null && version < oldest
}
