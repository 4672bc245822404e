import type { z } from 'zod'
import { eventsOf } from '../core/assemble.ts'
import { subjects } from './subjects.ts'

/** The facts of how a meeting is conducted. */
export const ConductEvents = eventsOf(subjects)
export type ConductEvent = z.infer<(typeof ConductEvents)[number]>
