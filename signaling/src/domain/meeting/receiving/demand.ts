import type { WantedSource } from '@diem-cau/sfu-contract'
import {
  type Demand,
  mayBeHeard,
  type MeetingState,
  type ParticipantId,
  type ProducerId,
  type ProducerState,
  watched,
} from '@diem-cau/signaling-contract'
import { nearlyHeard } from '../floor/nearlyHeard.ts'

export type DemandInput = {
  readonly state: MeetingState
  /** Those who spoke last, see speakerRanking. */
  readonly speakers: readonly ParticipantId[]
  /** Sources that each endpoint receives ({@link subscriptions}); of one that stands ready for a join, those that it will receive first. */
  readonly received: Iterable<readonly WantedSource[]>
}

/**
 * Finds how much of each producer anybody takes: its highest spatial layer, null = nothing of it (SPEC 5.11). Those who are on the stage
 * or soon will be are sent as large as anybody is watched now, so that nobody sees the change. Pure.
 */
export function demand({ state, speakers, received }: DemandInput): Map<ProducerId, Demand> {
  const taken = takenLayers(state, received)
  const cameras = [...taken].map(([id, layer]) => (state.producers[id]?.source === 'camera' ? layer : 0))
  // Who is alone sends all: the first to come in sees them at once, as large as can be.
  const isAlone = Object.keys(state.participants).length === 1
  const stageLayer = isAlone ? Infinity : Math.max(0, ...cameras)
  const soon = soonWatched(state, speakers)
  const heardSoon = nearlyHeard(state)
  const demandOf = (producer: ProducerState): Demand => {
    const { producerId, participantId, source } = producer
    switch (source) {
      case 'mic':
        return mayBeHeard(state, participantId) || heardSoon.has(participantId) ? 0 : null
      case 'screenAudio':
        return 0
      case 'camera':
      case 'screen': {
        const layer = taken.get(producerId) ?? null
        if (!soon.has(participantId)) return layer
        return Math.max(layer ?? 0, Math.min(stageLayer, topLayer(producer)))
      }
      default:
        return source satisfies never
    }
  }
  return new Map(Object.values(state.producers).map((producer) => [producer.producerId, demandOf(producer)]))
}

/** The highest spatial layer that a producer sends. */
export const topLayer = ({ layerHeights }: ProducerState): number => Math.max(0, layerHeights.length - 1)

/** Participants on the stage, with the floor or about to get it: their pictures are wanted before any tile asks for them. */
export function soonWatched(state: MeetingState, speakers: readonly ParticipantId[]): ReadonlySet<ParticipantId> {
  const stage = watched(state, speakers[0] ?? null)
  const people = stage.kind === 'people' ? stage.people : []
  const presenting =
    stage.kind === 'content'
      ? [stage.beside, ...(stage.content.kind === 'screen' ? [stage.content.participantId] : [])]
      : []
  const holders = state.conduct.holders.map(({ participantId }) => participantId)
  return new Set([...people, ...presenting, ...holders, ...nearlyHeard(state)].filter((id) => id !== null))
}

function takenLayers(state: MeetingState, received: Iterable<readonly WantedSource[]>): Map<ProducerId, number> {
  const taken = new Map<ProducerId, number>()
  for (const sources of received) {
    for (const { producerId, layers, paused } of sources) {
      const producer = state.producers[producerId]
      if (paused || !producer) continue
      const layer = layers?.spatial ?? topLayer(producer)
      taken.set(producerId, Math.max(layer, taken.get(producerId) ?? 0))
    }
  }
  return taken
}
