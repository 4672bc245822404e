import type { LineCase } from './LineCase.ts'
import { losses } from './losses.ts'
import { squeezes } from './squeezes.ts'

/** Nothing is wrong with the line: what the others are compared with. */
const open: LineCase = { name: 'open', watches: 'down', lastsMs: 15_000 }

export const allCases: readonly LineCase[] = [open, ...squeezes, ...losses]
