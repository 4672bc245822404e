import type { CauseCode } from '@diem-cau/signaling-contract/operations'
import type { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import type { CausesOffice } from '../stage/CausesOffice.ts'
import type { RoomLook, Rooms } from '../stage/Rooms.ts'

export interface Stage {
  readonly hosts: Namespaces
  readonly office: CausesOffice
  readonly rooms: Rooms
}

/** Something that goes wrong by script, and what is to be found. */
export interface Fault {
  readonly name: string
  readonly expects: CauseCode
  /** How the ward is for it; faults that have the same follow each other, and it stays. */
  readonly ward: RoomLook
  /** Before the ward comes in; with it the fault is there from the beginning, and the time counts from when it is in the meeting. */
  readonly before?: (stage: Stage) => Promise<void>
  readonly begin?: (stage: Stage) => Promise<void> | void
  /** Makes it well again. */
  readonly end?: (stage: Stage) => Promise<void> | void
}
