import { requestsOf } from '../core/assemble.ts'
import { door } from '../door/index.ts'
import { subjects } from './subjects.ts'

/** A client asks these while a meeting is conducted; answers come once the change is on disk (SPEC 2.1). */
export const conductRequests = requestsOf([door, ...subjects])
