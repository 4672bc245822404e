import {
  initialState,
  type LoggedEvent,
  type MeetingId,
  type MeetingState,
  type Sync,
} from '@diem-cau/signaling-contract'
import type { MeetingModel, MeetingStore } from './MeetingModel.ts'
import { MeetingSync, type Accepted } from './MeetingSync.ts'
import { orderParticipants } from './participantOrder.ts'

/** Events are shown together with those that come within this time, in milliseconds: rooms come by the dozen. */
const TOGETHER_MS = 80

interface Options {
  readonly meetingId: MeetingId
  readonly store: MeetingStore
  /** Asks for the events since the one of this number. */
  readonly resync: (seq: number) => Promise<Sync>
  /** Called once for each event, in order, when it is reduced. */
  readonly onEvent: (logged: LoggedEvent) => void
}

/** The meeting as everybody has it: our copy is kept up to date, and shown a few times a second. */
export class SharedMeeting {
  readonly #options: Options
  #sync: MeetingSync
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
    this.#sync = new MeetingSync(options.meetingId)
  }

  get state(): MeetingState {
    return this.#sync.state
  }

  /** The number of the last event that is in `state`; null before there is any. */
  get seq(): number | null {
    return this.#sync.seq
  }

  /** Lets an earlier copy go before coming in. Views keep what they show. */
  begin(): void {
    this.#sync = new MeetingSync(this.#options.meetingId)
  }

  /** Takes the answer of a join. */
  reset(sync: Sync): void {
    this.#apply(this.#sync.reset(sync))
  }

  /** Takes events as they come; those that we have already are ignored. */
  accept(events: readonly LoggedEvent[]): void {
    this.#apply(this.#sync.accept(events))
  }

  /** Shows the state as of now to the views. @param besides is shown in the same moment */
  show(besides?: Partial<MeetingModel>): void {
    this.#stopTimer()
    const { store } = this.#options
    const { state: meeting } = this.#sync
    const shown = store.getState()
    if (meeting === shown.meeting) return besides && store.setState(besides)
    // Most events change nobody: sorting a city by name takes longer than all else here.
    const isSame = meeting.participants === shown.meeting.participants
    store.setState({ ...besides, meeting, order: isSame ? shown.order : orderParticipants(meeting.participants) })
  }

  /** Shows at once what was to be shown soon, so that nothing is shown later. */
  settle(): void {
    if (this.#timer !== undefined) this.show()
  }

  /** Stops showing anything. */
  clear(): void {
    this.#stopTimer()
    this.#options.store.setState({ meeting: initialState(this.#options.meetingId), order: [] })
  }

  #apply(accepted: Accepted): void {
    if (accepted.kind === 'gap') this.#fill(accepted.seq)
    if (this.#options.store.getState().phase.kind === 'inMeeting')
      this.#timer ??= setTimeout(() => this.show(), TOGETHER_MS)
    if (accepted.kind === 'applied') for (const event of accepted.events) this.#options.onEvent(event)
  }

  #fill(seq: number): void {
    const sync = this.#sync
    this.#options.resync(seq).then(
      (answer) => {
        if (sync === this.#sync) this.#apply(sync.reset(answer))
      },
      () => undefined,
    )
  }

  #stopTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
