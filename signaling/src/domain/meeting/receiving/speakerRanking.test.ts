import { ParticipantId } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOLD_MS, LOUDER_DB, MAX_SPEAKERS, rankSpeakers, type Speaker } from './speakerRanking.ts'

const id = (n: number) => ParticipantId.parse(`p.${n}`)
const level = (n: number, dBov = -40) => ({ participantId: id(n), dBov })
const names = (speakers: readonly Speaker[]) => speakers.map((s) => s.participantId)
const six = rankSpeakers(
  [],
  [0, 1, 2, 3, 4, 5].map((n) => level(n)),
  1000,
)

test('5.3 the loudest of those who begin together are heard', () => {
  const ranked = rankSpeakers(
    [],
    Array.from({ length: 9 }, (_, n) => level(n, -60 + n)),
    0,
  )
  expect(new Set(names(ranked))).toEqual(new Set([8, 7, 6, 5, 4, 3].map(id)))
})

test('5.3 a newcomer waits while all six speak, unless it is much louder', () => {
  expect(names(rankSpeakers(six, [level(6)], 1000 + HOLD_MS - 1))).toEqual(names(six))
  expect(names(rankSpeakers(six, [level(6, -40 + LOUDER_DB)], 1001))).toContain(id(6))
})

test('5.3 the one silent longest makes room, and nobody else moves', () => {
  const later = 1000 + HOLD_MS
  const spoke = rankSpeakers(
    six,
    [0, 1, 3, 4, 5].map((n) => level(n)),
    later,
  )
  expect(names(rankSpeakers(spoke, [level(6)], later))).toEqual([0, 1, 6, 3, 4, 5].map(id))
})

test('5.3 never more than six, never one twice, whatever is heard', () => {
  const report = fc.uniqueArray(fc.record({ n: fc.nat(20), dBov: fc.integer({ min: -127, max: 0 }) }), {
    selector: (r) => r.n,
  })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5000), report)), (reports) => {
      let now = 0
      let ranked: Speaker[] = []
      for (const [pause, levels] of reports) {
        now += pause
        ranked = rankSpeakers(
          ranked,
          levels.map((r) => level(r.n, r.dBov)),
          now,
        )
        expect(ranked.length).toBeLessThanOrEqual(MAX_SPEAKERS)
        expect(new Set(names(ranked)).size).toBe(ranked.length)
      }
    }),
  )
})
