import { z } from 'zod'

/** A share of something, as a fraction: 1/2 means more than half for a majority, at least half for a quorum. */
export const Fraction = z.object({ numerator: z.int().min(0).max(1000), denominator: z.int().min(1).max(1000) })
export type Fraction = z.infer<typeof Fraction>

/** True for a share that is more than nothing and not more than the whole. */
export const isShare = ({ numerator, denominator }: Fraction): boolean => numerator >= 1 && numerator <= denominator

/** Units that were present, units that were expected, and units that make the quorum that was missed (SPEC 10.6). */
export const Shortfall = z.object({ present: z.int().min(0), expected: z.int().min(0), needed: z.int().min(0) })
export type Shortfall = z.infer<typeof Shortfall>
