import type { vi } from './texts/vi.ts'
import type { vi as admin } from './texts/admin.ts'
import type { vi as answer } from './texts/answer.ts'
import type { vi as conduct } from './texts/conduct.ts'
import type { vi as agenda } from './texts/agenda.ts'
import type { vi as notes } from './texts/notes.ts'
import type { vi as rollCall } from './texts/rollCall.ts'
import type { vi as votes } from './texts/votes.ts'
import type { vi as chat } from './texts/chat.ts'
import type { vi as floor } from './texts/floor.ts'
import type { vi as people } from './texts/people.ts'
import type { vi as inbox } from './texts/inbox.ts'
import type { vi as papers } from './texts/papers.ts'
import type { vi as stage } from './texts/stage.ts'
import type { vi as home } from './texts/home.ts'
import type { vi as minutes } from './texts/minutes.ts'
import type { vi as reports } from './texts/reports.ts'
import type { vi as schedule } from './texts/schedule.ts'
import type { vi as room } from './texts/room.ts'
import type { vi as security } from './texts/security.ts'
import type { vi as shell } from './texts/shell.ts'

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
