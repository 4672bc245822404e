import type { WantedSource } from '@diem-cau/sfu-contract'
import {
  conductsBySeat,
  type Layers,
  MAX_TILES,
  mayBeHeard,
  type MeetingState,
  type ParticipantId,
  type ProducerId,
  type ProducerState,
  type Seat,
  type Tile,
  type Viewport,
  watched,
} from '@diem-cau/signaling-contract'
import { nearlyHeard } from '../floor/nearlyHeard.ts'
import { oncePer } from '../core/oncePer.ts'
import { MAX_SPEAKERS } from './speakerRanking.ts'

/** Video that left the screen and is held paused, so that paging back is instant (SPEC 5.2). */
export const MAX_HELD_VIDEO = 16

/** Up to this height a tile is one of many on a wall: lowest frame rate too. */
const WALL_TILE_HEIGHT = 110

/** Who conducts sees all rooms first, everybody else the stage. */
export type FirstView = 'stage' | 'wall'

export const firstViewOf = (seat: Seat): FirstView => (conductsBySeat(seat) ? 'wall' : 'stage')

/** The pixels of a page's wall; the client tells what they really are as soon as it is laid out. */
const WALL_PIXELS = 1920 * 900

/** A layer may be this much lower than its tile before anyone sees the difference. */
const ENOUGH_OF_HEIGHT = 0.9

const PRIORITY = { audio: 255, screen: 240, stage: 200, strip: 100, wall: 20, own: 10, held: 1 } as const

/** Below this height (device pixels) a tile is not the one everyone watches. */
const STAGE_HEIGHT = 400

export type SubscriptionInput = {
  readonly state: MeetingState
  /** The participant whose client it is. */
  readonly self: ParticipantId
  /** What its page shows first; the stage unless told. */
  readonly opensWith?: FirstView
  /** Those who spoke last, see speakerRanking. */
  readonly speakers: readonly ParticipantId[]
  /** Tiles on the screen; null until the client told them. */
  readonly viewport: Viewport | null
  /** Producers for which the client has consumers now; the one that was on screen last comes first. */
  readonly held: readonly ProducerId[]
}

/**
 * Everything a client should receive (SPEC §5): the screen's sound, the microphones of those who
 * spoke last, and the video it has on screen at the layer each tile needs. Pure.
 */
export function subscriptions(input: SubscriptionInput): WantedSource[] {
  const shown = videoOnScreen(input)
  return [...screenSound(input), ...microphones(input), ...shown.values(), ...heldVideo(input, shown)]
}

/** The producers of each source, and each by whom it is of: computed once for a state, and not anew for each of its clients. */
type Producers = {
  readonly of: Readonly<Record<ProducerState['source'], readonly ProducerState[]>>
  readonly byTile: ReadonlyMap<string, ProducerState>
}
export const producersOf = oncePer((producers: MeetingState['producers']): Producers => {
  const of: Record<ProducerState['source'], ProducerState[]> = { mic: [], camera: [], screen: [], screenAudio: [] }
  for (const producer of Object.values(producers)) of[producer.source].push(producer)
  const byTile = Object.values(producers).map((p) => [tileKey(p), p] as const)
  return { of, byTile: new Map(byTile) }
})
export const tileKey = ({ source, participantId }: Pick<ProducerState, 'source' | 'participantId'>) =>
  `${source} ${participantId}`

export const heardMicrophones = oncePer((state: MeetingState) =>
  producersOf(state.producers).of.mic.filter((p) => mayBeHeard(state, p.participantId)),
)

function screenSound({ state, self }: SubscriptionInput): WantedSource[] {
  return producersOf(state.producers)
    .of.screenAudio.filter((p) => p.participantId !== self)
    .map(({ producerId }) => ({ producerId, paused: false, priority: PRIORITY.audio }))
}

/**
 * Picks from those who may be heard, first those who conduct and have the floor; muted ones fill free places: they cost
 * nothing and are heard from their first syllable. The next in the queue stand by behind their gate (5.3).
 */
function microphones({ state, self, speakers, held }: SubscriptionInput): WantedSource[] {
  const spoke = new Map(speakers.map((id, index) => [id, index]))
  const has = new Set(held)
  const first = new Set([state.conduct.actingChair, ...state.conduct.holders.map(({ participantId }) => participantId)])
  const place = (p: ProducerState) =>
    (first.has(p.participantId) ? 0 : 10_000_000) +
    (p.paused ? 1_000_000 : 0) +
    2 * (spoke.get(p.participantId) ?? 1000) +
    (has.has(p.producerId) ? 0 : 1)
  const heard = heardMicrophones(state)
    .filter((p) => p.participantId !== self)
    .toSorted((a, b) => place(a) - place(b))
    .slice(0, MAX_SPEAKERS)
  const { byTile } = producersOf(state.producers)
  const next = [...nearlyHeard(state)].flatMap(
    (participantId) => byTile.get(tileKey({ source: 'mic', participantId })) ?? [],
  )
  const ready = next.filter((p) => p.participantId !== self && !heard.includes(p))
  return [...heard, ...ready].map(({ producerId }) => ({ producerId, paused: false, priority: PRIORITY.audio }))
}

function videoOnScreen(input: SubscriptionInput): Map<ProducerId, WantedSource> {
  const { byTile } = producersOf(input.state.producers)
  const heights = new Map<ProducerState, number>()
  for (const tile of input.viewport?.tiles ?? defaultTiles(input)) {
    const producer = byTile.get(tileKey(tile))
    if (producer && (producer.participantId !== input.self || isOwnView(producer)))
      heights.set(producer, Math.max(tile.height, heights.get(producer) ?? 0))
  }
  const wanted = new Map<ProducerId, WantedSource>()
  for (const [producer, height] of heights) {
    const layers = layersForTile(height, producer.layerHeights)
    wanted.set(producer.producerId, {
      producerId: producer.producerId,
      ...(layers ? { layers } : {}),
      paused: false,
      priority: producer.participantId === input.self ? PRIORITY.own : priorityOf(producer, height),
    })
  }
  return wanted
}

/** A room's page has no picture of its camera of the network but the one that everybody gets (SPEC 23.18). */
const isOwnView = ({ device }: ProducerState) => device === 'networkCamera'

/**
 * Picks tiles until the client tells what it shows. With a wall: every room, as long as one page has them all. Otherwise what is on the stage
 * (SPEC 9.1), and a face, the chair's if there is one.
 */
function defaultTiles({ state, self, opensWith, speakers }: SubscriptionInput): Tile[] {
  const { of } = producersOf(state.producers)
  const isOther = (p: ProducerState) => p.participantId !== self
  if (opensWith === 'wall') {
    const all = [...of.screen, ...of.camera].filter(isOther)
    if (all.length <= MAX_TILES) return wallOf(all)
  }
  const stage = watched(state, speakers[0] ?? null)
  const screens = stage.kind === 'content' && stage.content.kind === 'screen' ? of.screen.filter(isOther) : []
  const people = stage.kind === 'people' ? stage.people : stage.kind === 'content' && stage.beside ? [stage.beside] : []
  const cameras = of.camera.filter(isOther)
  const chosen = people.flatMap((id) => cameras.find((p) => p.participantId === id) ?? [])
  const chair = cameras.find(
    (p) => p.participantId === state.conduct.actingChair || state.participants[p.participantId]?.seat === 'chair',
  )
  const faces = chosen.length > 0 ? chosen : [chair ?? cameras[0]].filter((p) => p !== undefined)
  return [
    ...screens.map(({ participantId }): Tile => ({ participantId, source: 'screen', height: 720 })),
    ...faces.map(({ participantId }): Tile => ({ participantId, source: 'camera', height: 360 })),
  ]
}

function wallOf(producers: readonly ProducerState[]): Tile[] {
  const height = Math.round(Math.sqrt((WALL_PIXELS / producers.length) * (9 / 16)))
  return producers.flatMap(({ participantId, source }) =>
    source === 'camera' || source === 'screen' ? [{ participantId, source, height }] : [],
  )
}

function heldVideo(
  { state, self, held }: SubscriptionInput,
  shown: ReadonlyMap<ProducerId, WantedSource>,
): WantedSource[] {
  return [...new Set(held)]
    .flatMap((id) => state.producers[id] ?? [])
    .filter((p) => (p.source === 'camera' || p.source === 'screen') && p.participantId !== self)
    .filter((p) => !shown.has(p.producerId))
    .slice(0, MAX_HELD_VIDEO)
    .map((p) => {
      const layers = layersForTile(1, p.layerHeights)
      return { producerId: p.producerId, ...(layers ? { layers } : {}), paused: true, priority: PRIORITY.held }
    })
}

/**
 * The smallest layer that fills a tile; null where there is only one.
 * @param height of the tile, in device pixels
 * @param layerHeights smallest first
 */
export function layersForTile(height: number, layerHeights: readonly number[]): Layers | null {
  if (layerHeights.length < 2) return null
  if (height <= WALL_TILE_HEIGHT) return { spatial: 0, temporal: 0 }
  const enough = layerHeights.findIndex((layer) => layer >= height * ENOUGH_OF_HEIGHT)
  const spatial = enough === -1 ? layerHeights.length - 1 : enough
  return { spatial, temporal: 2 }
}

function priorityOf(producer: ProducerState, height: number): number {
  if (producer.source === 'screen') return PRIORITY.screen
  if (height >= STAGE_HEIGHT) return PRIORITY.stage
  return height > WALL_TILE_HEIGHT ? PRIORITY.strip : PRIORITY.wall
}
