/** The first wait; each further wrong try doubles it up to the longest. */
export const FIRST_WAIT_MS = 30_000
export const LONGEST_WAIT_MS = 15 * 60_000

/** Wrong tries are forgotten after this long without another. */
export const FORGET_MS = 30 * 60_000
