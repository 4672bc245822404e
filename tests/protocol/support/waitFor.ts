/** Something that changes and says so. */
export interface Watched {
  /** Calls back after every change; answers how to stop that. */
  onChange(listener: () => void): () => void
}

/**
 * Resolves with what `probe` finds as soon as it finds something (not null, undefined or false).
 * It looks again after each change of `watched`, never on a clock.
 * @param timeoutMs how long until it gives up and says `what` did not happen
 */
export async function waitFor<T>(
  watched: Watched,
  what: string,
  probe: () => T | null | undefined | false,
  timeoutMs = 15_000,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const look = () => {
    try {
      const found = probe()
      if (found !== null && found !== undefined && found !== false) resolve(found)
    } catch (error) {
      reject(error)
    }
  }
  const timer = setTimeout(() => reject(new Error(`did not happen within ${timeoutMs} ms: ${what}`)), timeoutMs)
  const stop = watched.onChange(look)
  look()
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    stop()
  }
}
