import type admin from './vi/admin.json'
import type agenda from './vi/agenda.json'
import type alerts from './vi/alerts.json'
import type answer from './vi/answer.json'
import type audit from './vi/audit.json'
import type board from './vi/board.json'
import type causes from './vi/causes.json'
import type chat from './vi/chat.json'
import type conduct from './vi/conduct.json'
import type floor from './vi/floor.json'
import type home from './vi/home.json'
import type inbox from './vi/inbox.json'
import type integrations from './vi/integrations.json'
import type lacks from './vi/lacks.json'
import type meeting from './vi/meeting.json'
import type minutes from './vi/minutes.json'
import type notes from './vi/notes.json'
import type operations from './vi/operations.json'
import type ownRoom from './vi/ownRoom.json'
import type papers from './vi/papers.json'
import type people from './vi/people.json'
import type reports from './vi/reports.json'
import type rollCall from './vi/rollCall.json'
import type room from './vi/room.json'
import type roomTest from './vi/roomTest.json'
import type schedule from './vi/schedule.json'
import type security from './vi/security.json'
import type shell from './vi/shell.json'
import type stage from './vi/stage.json'
import type translation from './vi/translation.json'
import type troubles from './vi/troubles.json'
import type ui from './vi/ui.json'
import type votes from './vi/votes.json'

/** All texts by their namespace, as Vietnamese has them: `t` knows no other keys. */
export interface Namespaces {
  admin: typeof admin
  agenda: typeof agenda
  alerts: typeof alerts
  answer: typeof answer
  audit: typeof audit
  board: typeof board
  causes: typeof causes
  chat: typeof chat
  conduct: typeof conduct
  floor: typeof floor
  home: typeof home
  inbox: typeof inbox
  integrations: typeof integrations
  lacks: typeof lacks
  meeting: typeof meeting
  minutes: typeof minutes
  notes: typeof notes
  operations: typeof operations
  ownRoom: typeof ownRoom
  papers: typeof papers
  people: typeof people
  reports: typeof reports
  rollCall: typeof rollCall
  room: typeof room
  roomTest: typeof roomTest
  schedule: typeof schedule
  security: typeof security
  shell: typeof shell
  stage: typeof stage
  translation: typeof translation
  troubles: typeof troubles
  ui: typeof ui
  votes: typeof votes
}

export type Namespace = keyof Namespaces
