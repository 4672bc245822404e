import { setPriority } from 'node:os'
import type { ParticipantId } from '@diem-cau/signaling-contract'
import { folderKeys } from '../../../signaling/src/auth/folderKeys.ts'
import { AccessTokens } from '../../../signaling/src/auth/AccessTokens.ts'
import { participantIdOf } from '../../../signaling/src/domain/meeting/core/participantIdOf.ts'
import { failureCode } from '../../../web-client/src/api/client/RequestFailed.ts'
import { CLIP_COLOURS } from '../../load/farm/clips.ts'
import { Farm } from '../../load/farm/Farm.ts'
import type { FarmGaps } from '../../load/farm/FarmMessage.ts'
import { Cable } from './Cable.ts'
import { FarmRoom } from './FarmRoom.ts'
import type { Act, AnswerTo, Asked, Command, Recorded, RoomLook } from './messages.ts'
import { Prober } from './Prober.ts'
import { Recorder } from './Recorder.ts'

/** Rooms that come in at the same time. */
const TOGETHER = 10
/** Pixels: the stage, a face beside it, a room on the chair's wall. */
const STAGE = 360
const FACE = 180
const WALL = 90
/** As many as a client may name (SPEC 5.1). */
const TILES = 100
/** Rooms that ask for something to be recorded; all that come by the cable. */
const PROBERS = 2
const PATIENCE_MS = 40_000
/** Both stand for computers of their own, which the servers do not share: they go before them where the system lets them (root). */
const FARM_NICE = -18
const ROOMS_NICE = -10

/** Farm rooms of the meeting: the chair, who does not speak and is seen by all, one who speaks without a pause, and wards; or some of them. */
export class Rooms implements AsyncDisposable {
  readonly #farm: Farm
  /** Of all but the chair and the one who speaks. */
  readonly #cable = new Cable()
  #rooms: FarmRoom[] = []
  #enter: (n: number) => Promise<FarmRoom> = () => Promise.reject(new Error('nobody has come in yet'))
  /** What takes the page of the chair's wall away. */
  #page: (() => void)[] = []
  #probers: readonly Prober[] = []
  #recorder: Recorder | null = null
  #who: { readonly chair: ParticipantId; readonly speaker: ParticipantId } | null = null

  private constructor(farm: Farm) {
    this.#farm = farm
  }

  static async open(): Promise<Rooms> {
    const farm = await Farm.start()
    raise(farm.pid, FARM_NICE)
    raise(process.pid, ROOMS_NICE)
    return new Rooms(farm)
  }

  async enter({ dataDir, meetingId, url, cableUrl, accounts, seen, ...who }: Extract<Command, { do: 'enter' }>) {
    const tokens = await AccessTokens.open(folderKeys(dataDir))
    const [chair, speaker] = [participantIdOf(who.chair), participantIdOf(who.speaker)]
    this.#who = { chair, speaker }
    const [watched, other] = seen === 'chair' ? [chair, speaker] : [speaker, chair]
    const noCable = new Cable()
    const enter = (n: number) => {
      const accountId = accounts[n]
      if (!accountId) throw new Error(`there is no room ${n}`)
      const isWard = accountId !== who.chair && accountId !== who.speaker
      return FarmRoom.enter({
        url: isWard ? cableUrl : url,
        tokens,
        meetingId,
        accountId,
        seat: accountId === who.chair ? 'chair' : 'delegate',
        device: {
          farm: this.#farm,
          cable: isWard ? this.#cable : noCable,
          clip: n % CLIP_COLOURS.length,
          // Nobody hears or sees themselves, so whoever speaks hears nobody.
          sound: { from: speaker, listener: soundOf(n) },
          picture: { from: participantIdOf(accountId) === watched ? other : watched, listener: pictureOf(n) },
        },
      })
    }
    const rooms: FarmRoom[] = []
    for (let from = 0; from < accounts.length; from += TOGETHER)
      rooms.push(...(await Promise.all(accounts.slice(from, from + TOGETHER).map((_, n) => enter(from + n)))))
    this.#rooms = rooms
    this.#enter = enter
    return { farmPid: this.#farm.pid }
  }

  /** Opens the meeting and gives the speaker the floor, where the chair is here; lets everybody look: at the stage and the chair, the chair at all. */
  async begin(): Promise<void> {
    const { chair, speaker, wards, ids } = this.#parts()
    if (chair) {
      await chair.client.ask('meeting:start', { belowQuorum: true })
      await chair.client.local.setMic(false)
      await chair.client.ask('floor:grant', { participantId: ids.speaker, itemId: null })
      chair.look(ids.speaker, STAGE)
      for (const { participantId } of wards.slice(0, TILES - 1)) chair.look(participantId, WALL)
    }
    speaker?.look(ids.chair, STAGE)
    for (const ward of wards) {
      ward.look(ids.speaker, STAGE)
      ward.look(ids.chair, FACE)
    }
  }

  async askFloor(): Promise<void> {
    await this.#parts().speaker?.client.ask('floor:request', { itemId: null, speaker: '', note: '' })
  }

  record(): AnswerTo<'record'> {
    const numbers = this.#rooms.map((_, n) => n)
    this.#recorder = new Recorder(this.#farm, { sound: numbers.map(soundOf), picture: numbers.map(pictureOf) })
    return {}
  }

  async stopRecord(): Promise<Recorded[]> {
    return [...((await this.#recorder?.stop()) ?? [])]
  }

  async look(): Promise<AnswerTo<'look'>> {
    const gaps = new Map((await this.#farm.gaps()).map((gap) => [gap.listener, gap]))
    const { speaker } = this.#parts()
    const rooms = this.#rooms.map((room, n): RoomLook => {
      const { phase, media } = room.client.store.getState()
      const [sound, picture] = [soundOf(n), pictureOf(n)].map((listener) => gapOf(gaps.get(listener)))
      return {
        name: room.participantId,
        isIn: room.isIn,
        phase: phase.kind,
        media,
        // Whoever speaks hears nobody.
        sound: room === speaker ? null : (sound ?? null),
        picture: picture ?? null,
      }
    })
    return { rooms, process: (speaker ?? this.#rooms[0])?.process ?? null }
  }

  beginGaps(): Promise<void> {
    return this.#farm.beginGaps()
  }

  async probe(): Promise<AnswerTo<'probe'>> {
    this.#probers = this.#parts()
      .wards.slice(0, PROBERS)
      .map((room) => new Prober(room))
    return {}
  }

  nudge(): AnswerTo<'nudge'> {
    for (const prober of this.#probers) prober.nudge()
    return {}
  }

  async stopProbe(): Promise<Asked[][]> {
    const asked = await Promise.all(this.#probers.map((prober) => prober.stop(PATIENCE_MS)))
    return asked.map((all) => [...all])
  }

  cut(on: boolean): Promise<void> {
    return this.#cable.cut(on)
  }

  /** @returns why it did not happen; null: it did */
  async act(act: Act): Promise<string | null> {
    try {
      await this.#do(act)
      return null
    } catch (error) {
      return String(error)
    }
  }

  async endMeeting(): Promise<void> {
    // Whoever learns that the meeting has ended waits for no answer any more.
    const { chair } = this.#parts()
    if (!chair) throw new Error('the chair is elsewhere')
    await chair.client.ask('meeting:end', {}).catch((error: unknown) => {
      if (failureCode(error) !== 'aborted') throw error
    })
    for (const { client } of this.#rooms) client.dispose()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const room of this.#rooms) room.client.dispose()
    await this.#farm.close()
  }

  async #do(act: Act): Promise<void> {
    const { chair } = this.#parts()
    if (!chair) throw new Error('the chair is elsewhere')
    const room = (n: number) => {
      const found = this.#rooms[n]
      if (!found) throw new Error(`there is no room ${n}`)
      return found
    }
    switch (act.kind) {
      case 'leave':
        if (act.vanishes) room(act.room).vanish()
        else await room(act.room).leave()
        return
      case 'come': {
        const back = await this.#enter(act.room)
        this.#rooms[act.room] = back
        back.look(chair.participantId, FACE)
        return
      }
      case 'floor': {
        const ask = (name: 'floor:end' | 'floor:grant', n: number) => {
          const { participantId } = room(n)
          return name === 'floor:end'
            ? chair.client.ask(name, { participantId })
            : chair.client.ask(name, { participantId, itemId: null })
        }
        // Whoever left meanwhile has it no more.
        await ask('floor:end', act.from).catch(() => undefined)
        await ask('floor:grant', act.to)
        return
      }
      case 'page':
        for (const takeAway of this.#page.splice(0)) takeAway()
        for (const { participantId } of this.#rooms.slice(Math.max(1, act.first), act.first + act.count))
          this.#page.push(chair.look(participantId, WALL))
        return
      default:
        act satisfies never
    }
  }

  #parts() {
    const ids = this.#who
    if (!ids) throw new Error('nobody is in')
    const one = (id: ParticipantId) => this.#rooms.find(({ participantId }) => participantId === id)
    const [chair, speaker] = [one(ids.chair), one(ids.speaker)]
    return { chair, speaker, wards: this.#rooms.filter((room) => room !== chair && room !== speaker), ids }
  }
}

/** The farm's numbers of who waits, from 1. */
const soundOf = (room: number) => room * 2 + 1
const pictureOf = (room: number) => room * 2 + 2

const gapOf = (gap: FarmGaps['gaps'][number] | undefined) =>
  gap ? { longestMs: gap.longestUs / 1000, openMs: gap.openUs / 1000 } : null

function raise(pid: number, nice: number): void {
  try {
    setPriority(pid, nice)
  } catch {
    // Not root: the figures say more of the machine then.
  }
}
