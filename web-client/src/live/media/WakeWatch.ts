const TICK_MS = 2_000
/** A timer this late means that the machine slept. Background tabs are throttled to 1 s, at worst 60 s, while hidden. */
const GAP_MS = 8_000

/** `slept`: the machine woke up. `shown`: the page came to the front again. `online`: a network came back. */
export type Wake = 'slept' | 'shown' | 'online'

/** Calls back when the machine woke up, the page came to the front again or a network came back. */
export function watchWake(onWake: (why: Wake) => void): () => void {
  let last = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    if (now - last > GAP_MS && document.visibilityState === 'visible') onWake('slept')
    last = now
  }, TICK_MS)
  const onVisible = () => {
    if (document.visibilityState === 'visible') onWake('shown')
  }
  const onOnline = () => onWake('online')
  window.addEventListener('online', onOnline)
  window.addEventListener('pageshow', onVisible)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', onOnline)
    window.removeEventListener('pageshow', onVisible)
    document.removeEventListener('visibilitychange', onVisible)
  }
}
