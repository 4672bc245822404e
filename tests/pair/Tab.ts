import { DeviceId, type MeetingId, type ParticipantId } from '@diem-cau/signaling-contract'
import { MeetingClient } from '../../web-client/src/live/meeting/MeetingClient.ts'
import type { StayPhase } from '../../web-client/src/live/meeting/MeetingModel.ts'
import { SignalingSocket } from '../../web-client/src/live/socket/SignalingSocket.ts'
import { ClientLine } from './ClientLine.ts'
import { fakeElement } from '../../web-client/src/live/testing/fakeBrowser.ts'
import { FakeDevice, type MediaWorld } from './FakeDevice.ts'
import type { Person } from './Office.ts'
import type { Path } from './Path.ts'
import { newScope, type Scope, type VirtualClock } from './VirtualClock.ts'

interface Options {
  readonly name: string
  readonly person: Person
  readonly meetingId: MeetingId
  readonly clock: VirtualClock
  readonly path: Path
  readonly world: MediaWorld
  readonly onOpened: (tab: Tab, line: ClientLine) => void
}

/** One tab of a browser with the page of the meeting in it: a real client, and what a person does there. */
export class Tab {
  readonly name: string
  readonly person: Person
  readonly path: Path
  readonly deviceId: DeviceId
  readonly #options: Options
  readonly #storage = new Map<string, string>()
  #scope: Scope
  #client: MeetingClient
  #line: ClientLine
  #device: FakeDevice
  /** True when the person wants to be in the meeting: they said so, and were not told since that they are not. */
  #wantsIn = false

  constructor(options: Options) {
    this.#options = options
    const { name, person, path } = options
    this.name = name
    this.person = person
    this.path = path
    this.deviceId = DeviceId.parse(`device-${name}`)
    ;({ scope: this.#scope, client: this.#client, line: this.#line, device: this.#device } = this.#load())
  }

  get client(): MeetingClient {
    return this.#client
  }

  get line(): ClientLine {
    return this.#line
  }

  get device(): FakeDevice {
    return this.#device
  }

  get phase(): StayPhase {
    return this.#client.store.getState().phase
  }

  get wantsIn(): boolean {
    return this.#wantsIn
  }

  /** Does something in this tab. */
  do<T>(work: (client: MeetingClient) => T): T {
    return this.#options.clock.run(this.#scope, () => work(this.#client))
  }

  /** The button of the lobby; from a page after the meeting the way back to it comes first. */
  enter({ takeover = false } = {}): void {
    this.do((client) => {
      const { kind } = this.phase
      if (kind === 'left' || kind === 'replaced' || kind === 'expelled') client.backToLobby()
      if (this.phase.kind !== 'lobby') return
      void client.local.open()
      this.#wantsIn = true
      client.join({ takeover })
    })
  }

  leave(): void {
    this.do((client) => {
      if (this.phase.kind === 'inMeeting') void client.leave()
      else if (this.phase.kind === 'waiting') client.stopWaiting()
    })
  }

  /** Everything of the page is gone but what the tab keeps. */
  reload(): void {
    this.#line.kill()
    this.#scope.dead = true
    ;({ scope: this.#scope, client: this.#client, line: this.#line, device: this.#device } = this.#load())
  }

  /** Another page of the office, and back. */
  goAwayAndBack(): void {
    this.do((client) => client.dispose())
    this.#wantsIn = false
    ;({ scope: this.#scope, client: this.#client, line: this.#line, device: this.#device } = this.#load())
  }

  /** Asks something about the conduct; what becomes of it is told. */
  ask(...[name, data]: Parameters<MeetingClient['ask']>): void {
    this.do((client) => {
      if (this.phase.kind === 'inMeeting') client.ask(name, data).catch(() => undefined)
    })
  }

  #load() {
    const { name, person, meetingId, clock, path, world, onOpened } = this.#options
    const scope = newScope(name, this.#storage)
    return clock.run(scope, () => {
      const device = new FakeDevice(clock, scope, world)
      const lines: ClientLine[] = []
      const socket = new SignalingSocket({
        deviceId: this.deviceId,
        token: () => Promise.resolve(person.name),
        line: ({ auth, reconnectionDelay = 1000, reconnectionDelayMax = 5000 }) => {
          const line = new ClientLine({ path, scope, auth, reconnectionDelay, reconnectionDelayMax })
          lines.push(line)
          return line
        },
      })
      const [line] = lines
      if (!line) throw new Error('the socket made no line')
      const client = new MeetingClient(meetingId, person.seat, { socket, load: () => Promise.resolve(device) })
      showTiles(client)
      client.store.subscribe(({ phase }, before) => {
        if (phase !== before.phase && !['joining', 'waiting', 'inMeeting'].includes(phase.kind)) this.#wantsIn = false
      })
      onOpened(this, line)
      client.open()
      void client.local.open()
      return { scope, device, line, client }
    })
  }
}

/** Shows a picture of everybody else, as the stage does. */
function showTiles(client: MeetingClient): void {
  const shown = new Map<ParticipantId, () => void>()
  client.store.subscribe(({ meeting, phase }) => {
    const others =
      phase.kind === 'inMeeting'
        ? Object.values(meeting.participants).flatMap(({ participantId }) =>
            participantId === phase.me ? [] : [participantId],
          )
        : []
    for (const [participantId, hide] of shown) {
      if (others.includes(participantId)) continue
      hide()
      shown.delete(participantId)
    }
    for (const participantId of others) {
      if (!shown.has(participantId))
        shown.set(participantId, client.viewport.add(fakeElement(), { participantId, source: 'camera' }))
    }
  })
}
