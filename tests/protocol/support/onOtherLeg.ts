import type { TestClient } from './TestClient.ts'

/** Waits until the server has given a client another leg, after so many notices, and the client sends over it. */
export async function onOtherLeg(client: TestClient, after: number): Promise<void> {
  const { socket, participantId } = client
  const before = new Set(
    socket.notices.slice(0, after).flatMap((notice) => (notice.name === 'legOffered' ? [notice.media.leg] : [])),
  )
  await client.until('another leg carries', ({ media: { leg } }) =>
    socket.notices.slice(after).some((notice) => {
      if (notice.name === 'legCarries') return notice.leg === leg
      return notice.name === 'legOffered' && notice.why === 'instead' && !before.has(notice.media.leg)
    }),
  )
  await client.until('sends its microphone', (c) => c.producerOf(participantId, 'mic'))
}
