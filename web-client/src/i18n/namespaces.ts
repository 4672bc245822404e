import type { vi } from './vi.ts'
import type { vi as admin } from '../views/admin/texts.ts'
import type { vi as answer } from '../views/answer/texts.ts'
import type { vi as conduct } from '../views/conduct/texts.ts'
import type { vi as agenda } from '../views/conduct/agenda/texts.ts'
import type { vi as notes } from '../views/conduct/notes/texts.ts'
import type { vi as rollCall } from '../views/conduct/rollCall/texts.ts'
import type { vi as votes } from '../views/conduct/votes/texts.ts'
import type { vi as chat } from '../views/conduct/chat/texts.ts'
import type { vi as floor } from '../views/conduct/floor/texts.ts'
import type { vi as people } from '../views/conduct/participants/texts.ts'
import type { vi as inbox } from '../views/inbox/texts.ts'
import type { vi as papers } from '../views/papers/texts.ts'
import type { vi as stage } from '../views/stage/texts.ts'
import type { vi as home } from '../views/meetings/texts.ts'
import type { vi as minutes } from '../views/minutes/texts.ts'
import type { vi as reports } from '../views/reports/texts.ts'
import type { vi as schedule } from '../views/planning/texts.ts'
import type { vi as room } from '../views/room/texts.ts'
import type { vi as security } from '../views/security/texts.ts'
import type { vi as shell } from '../views/shell/texts.ts'

/** All texts by their namespace; those of lazily loaded pages come with them (`addTexts`). */
export interface Namespaces {
  translation: typeof vi
  shell: typeof shell
  home: typeof home
  schedule: typeof schedule
  minutes: typeof minutes
  reports: typeof reports
  answer: typeof answer
  inbox: typeof inbox
  admin: typeof admin
  security: typeof security
  room: typeof room
  conduct: typeof conduct
  chat: typeof chat
  floor: typeof floor
  agenda: typeof agenda
  rollCall: typeof rollCall
  votes: typeof votes
  notes: typeof notes
  people: typeof people
  papers: typeof papers
  stage: typeof stage
}
