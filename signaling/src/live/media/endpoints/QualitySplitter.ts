import type { NodeNotice } from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingState, Notice, ParticipantId, ProducerId } from '@diem-cau/signaling-contract'

type NodeQuality = Extract<NodeNotice, { name: 'quality' }>
type Quality = Extract<Notice, { name: 'quality' }>

/** Takes a node's report on a meeting apart: each client gets what is its own. */
export class QualitySplitter {
  readonly #scores = new Map<ProducerId, number>()

  /** @param isIdle tells of a producer that nothing of it is asked for: that nothing comes is no sign of a bad line */
  split(
    report: NodeQuality,
    state: MeetingState,
    endpoints: { findLeg(nodeId: EndpointId): { readonly leg: { readonly participantId: ParticipantId } } | null },
    isIdle: (producerId: ProducerId) => boolean,
  ): Map<ParticipantId, Quality> {
    const notices = new Map<ParticipantId, Quality>()
    const noticeFor = (participantId: ParticipantId): Quality => {
      const known = notices.get(participantId)
      if (known) return known
      const notice: Quality = { name: 'quality', consumers: [], sending: this.#sending(state, participantId, isIdle) }
      notices.set(participantId, notice)
      return notice
    }
    for (const id of this.#scores.keys()) if (!state.producers[id]) this.#scores.delete(id)
    for (const { producerId, score } of report.producers) {
      if (state.producers[producerId]) this.#scores.set(producerId, score)
    }
    for (const { producerId } of report.producers) {
      const producer = state.producers[producerId]
      if (producer) noticeFor(producer.participantId)
    }
    for (const { endpointId, ...consumer } of report.consumers) {
      const found = endpoints.findLeg(endpointId)
      if (found) noticeFor(found.leg.participantId).consumers.push(consumer)
    }
    for (const { endpointId, step } of report.lines ?? []) {
      const found = endpoints.findLeg(endpointId)
      if (found) noticeFor(found.leg.participantId).line = step
    }
    return notices
  }

  #sending(
    state: MeetingState,
    participantId: ParticipantId,
    isIdle: (producerId: ProducerId) => boolean,
  ): number | null {
    const scores = Object.values(state.producers)
      .filter((p) => p.participantId === participantId && !isIdle(p.producerId))
      .flatMap((p) => this.#scores.get(p.producerId) ?? [])
    return scores.length > 0 ? Math.min(...scores) : null
  }
}
