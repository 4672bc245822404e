/** A limit of what is allowed for each key. */
export type Limit = {
  /** Takes points of what is left for the key. @returns seconds to wait, 1 at least, when it is spent; 0 = go ahead */
  spend(key: string, points?: number): Promise<number>
}

/** A key to count, and how many wrong tries it has before it must wait. */
export type Counted = readonly [key: string, allowed: number]

/** Slows guessing down: after so many wrong tries each further one has to wait, twice as long as the one before. */
export type Tries = {
  /**
   * Counts a try as wrong before it is looked at, so that many at once do not all slip through; one that has to wait is not
   * counted. @returns seconds to wait before it is looked at; 0 = go ahead
   */
  take(counted: readonly Counted[]): Promise<number>
  /** The try that was counted beforehand was a right one, and ends the waiting. */
  takeBack(counted: readonly Counted[]): Promise<void>
  /** Forgets all wrong tries. */
  forget(key: string): Promise<void>
}

/**
 * Counts everything that may be done only so often. The start of the server decides where: in its memory
 * (`memoryLimits`), or in Redis, where several servers count together (`redisLimits`).
 */
export type Limits = {
  /** @param name tells its keys from those of other limits; @param points in so many seconds from the first of them on */
  window(name: string, points: number, seconds: number): Limit
  /** Allows so many points a second, and more than that at most in so many seconds at a time. */
  burst(name: string, perSecond: number, burst: { readonly points: number; readonly seconds: number }): Limit
  tries(name: string): Tries
}
