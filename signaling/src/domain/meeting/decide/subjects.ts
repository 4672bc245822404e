import { agenda } from '../agenda/index.ts'
import { cameras } from '../cameras/index.ts'
import { chat } from '../chat/index.ts'
import { door } from '../door/index.ts'
import { floor } from '../floor/index.ts'
import { programme } from '../programme/index.ts'
import { roles } from '../roles/index.ts'
import { rollCall } from '../rollCall/index.ts'
import { sources } from '../sources/index.ts'
import { stage } from '../stage/index.ts'
import { votes } from '../votes/index.ts'

/** The subjects of the conduct of a meeting, a folder each. All that the server knows of requests about the conduct follows from this list. */
export const subjects = [programme, roles, door, sources, cameras, floor, stage, chat, rollCall, agenda, votes] as const
