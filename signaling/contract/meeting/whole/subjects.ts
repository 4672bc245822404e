import { agenda } from '../agenda/index.ts'
import { cameras } from '../cameras/index.ts'
import { chat } from '../chat/index.ts'
import { floor } from '../floor/index.ts'
import { programme } from '../programme/index.ts'
import { roles } from '../roles/index.ts'
import { rollCall } from '../rollCall/index.ts'
import { sources } from '../sources/index.ts'
import { stage } from '../stage/index.ts'
import { votes } from '../votes/index.ts'

/**
 * The subjects of the conduct of a meeting, a folder each. State, events, requests and reducers of the conduct follow from this list.
 * Beside them stand `core`, which all are about, and `door`, whose slice is a part of the state of its own.
 */
export const subjects = [programme, roles, sources, cameras, floor, stage, chat, rollCall, agenda, votes] as const
