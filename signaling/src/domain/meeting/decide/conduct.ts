import type {
  ConductEvent,
  MeetingError,
  MeetingEvent,
  MeetingState,
  Participant,
  RequestData,
  RequestResponse,
} from '@diem-cau/signaling-contract'
import { tablesOf } from '../core/assemble.ts'
import type { Due, Passing, Timings, Who } from '../core/subject.ts'
import type {
  Books,
  ConductRequest,
  ConductRequestName,
  ConductSystemCommand,
  Known,
  PassingName,
  SystemCommandName,
} from './ConductCommand.ts'
import { subjects } from './subjects.ts'

/** Every request of the contract is in `mayAsk` and `decide`, or in `passing`: one that no subject knows does not compile. */
type ConductTables = {
  readonly mayAsk: Readonly<Record<ConductRequestName, Who>>
  readonly decide: {
    readonly [N in ConductRequestName]: (
      state: MeetingState,
      request: ConductRequest<N>,
      asker: Participant,
      now: number,
    ) => MeetingEvent[] | MeetingError
  }
  readonly lookUp: { readonly [N in ConductRequestName]?: (data: RequestData<N>, books: Books) => Promise<Known<N>> }
  readonly byItself: {
    readonly [N in SystemCommandName]: (
      state: MeetingState,
      command: ConductSystemCommand<N>,
      now: number,
    ) => ConductEvent[]
  }
  readonly due: readonly ((state: MeetingState, timings: Timings) => Due<ConductSystemCommand, Books> | null)[]
  readonly passing: { readonly [N in PassingName]: Passing<RequestData<N>, RequestResponse<N>, Books> }
  readonly eventsForClients: { readonly [E in MeetingEvent as E['type']]?: (event: E) => E }
  readonly stateForClients: readonly ((state: MeetingState) => MeetingState)[]
}

/** The tables of all subjects together. */
export const conduct: ConductTables = tablesOf(subjects)
