import type { LegId, ProducerId } from '@diem-cau/signaling-contract'
import type { TestClient } from './TestClient.ts'

/** How a client stood before its legs were lost. */
export interface LegMark {
  readonly notices: number
  readonly legs: ReadonlySet<LegId>
  readonly mic: ProducerId | undefined
}

export function markLegs(client: TestClient): LegMark {
  const { notices } = client.socket
  return {
    notices: notices.length,
    legs: new Set(notices.flatMap((notice) => (notice.name === 'legOffered' ? [notice.media.leg] : []))),
    mic: micOf(client),
  }
}

/** Waits until the server has given a client another leg than it had, and its microphone is sent over it, made anew. */
export async function onOtherLeg(client: TestClient, before: LegMark): Promise<void> {
  await client.until('another leg carries', ({ media: { leg }, socket }) =>
    socket.notices.slice(before.notices).some((notice) => {
      if (notice.name === 'legCarries') return notice.leg === leg
      return notice.name === 'legOffered' && notice.why === 'instead' && !before.legs.has(notice.media.leg)
    }),
  )
  // The loss of the old one may be told after the leg that goes on.
  await client.until('sends its microphone', (c) => {
    const mic = micOf(c)
    return mic !== undefined && mic !== before.mic
  })
}

const micOf = (client: TestClient) => client.producerOf(client.participantId, 'mic')?.producerId
