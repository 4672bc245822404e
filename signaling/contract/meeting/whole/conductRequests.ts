import { requestsOf } from '../core/assemble.ts'
import { door } from '../door/index.ts'
import { subjects } from './subjects.ts'

/** What a client asks while a meeting is conducted; answers come once it is on disk (SPEC 2.1). */
export const conductRequests = requestsOf([door, ...subjects])
