import type { SfuClient } from './MediaNodes.ts'

/** `answer`: from the question to the answer; `offset`: the node's clock minus ours. Milliseconds. */
export type ClockReading = { readonly answer: number; readonly offset: number }

/**
 * Asks a node for its clock. It is taken to have looked half way between question and answer, so the offset is wrong by half of `answer` at
 * most.
 * @throws ControlError when it does not answer
 */
export async function readClock(client: Pick<SfuClient, 'request'>): Promise<ClockReading> {
  const [asked, since] = [Date.now(), performance.now()]
  const { now } = await client.request('node:clock', {})
  const answer = performance.now() - since
  return { answer, offset: now - (asked + answer / 2) }
}
