import { LegId, ParticipantId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { type Arrival, shownOf } from './arrival.ts'

// The tests here never look into the track.
const track = Object.create(null) as MediaStreamTrack

/** Arrivals of one source as letters, the oldest first: `r`eady, `w`aiting, `e`nded. */
const arrivals = (letters: string): Arrival[] =>
  Array.from(letters, (letter, order) => ({
    stream: {
      participantId: ParticipantId.parse('ward'),
      source: 'camera',
      consumerId: `c${order}`,
      producerId: 'p',
      leg: LegId.parse(1),
      track,
    },
    handle: { track, close: () => undefined },
    paused: false,
    order,
    ready: letter !== 'w',
    ended: letter === 'e',
  }))

test.each<[string, number | undefined, string]>([
  ['', undefined, 'nothing'],
  ['w', 0, 'the only one, as it is'],
  ['ww', 1, 'the newest, where none is ready'],
  ['rw', 0, 'what flows, while its successor does not'],
  ['rr', 1, 'the newest that flows'],
  ['wr', 1, 'what flows'],
  ['ew', 0, 'the last picture, while its successor does not flow'],
  ['er', 1, 'what flows, and no last picture'],
  ['re', 0, 'what flows, though something newer has ended'],
])('5.14 of %o number %o is shown: %s', (letters, order) => {
  expect(shownOf(arrivals(letters))?.order).toBe(order)
})
