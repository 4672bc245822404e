const LOCK = 'diem-cau.roomTest'

/** Runs a test of this computer, one at a time over all pages. @param waits false: when another one runs it is left out, and told null */
export async function takeTurn<T>(waits: boolean, work: () => Promise<T>): Promise<T | null> {
  if (!('locks' in navigator)) return work()
  return navigator.locks.request(LOCK, { ifAvailable: !waits }, (lock) => (lock === null && !waits ? null : work()))
}
