import { z } from 'zod'
import { initialOf, sliceOf } from '../core/assemble.ts'
import { subjects } from './subjects.ts'

/** The conduct of the meeting, as every side sees it: the fields of all subjects together. */
export const Conduct = z.object(sliceOf(subjects))
export type Conduct = z.infer<typeof Conduct>

export const initialConduct: Conduct = initialOf(subjects)
