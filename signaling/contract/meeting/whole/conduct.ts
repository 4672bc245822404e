import { z } from 'zod'
import { initialOf, sliceOf } from '../core/assemble.ts'
import { subjects } from './subjects.ts'

/** How the meeting is conducted, as every side of it sees it: the fields of all subjects together. */
export const Conduct = z.object(sliceOf(subjects))
export type Conduct = z.infer<typeof Conduct>

export const initialConduct: Conduct = initialOf(subjects)
