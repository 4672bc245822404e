import { expect, test } from 'vitest'
import { compareRecord } from './compareRecord.ts'
import { RecordChaos } from './RecordChaos.ts'

const line = (requestId: string, type = 'noteSet') => ({ requestId, type })

test('a lost, a doubled and a miscounted command are found: this can fail', () => {
  expect(compareRecord(['a', 'b'], [line('a'), line('b')], [{ counted: 3, cast: 3 }])).toEqual({ lost: 0, duplicated: 0 })
  expect(compareRecord(['a', 'b'], [line('a')], [])).toEqual({ lost: 1, duplicated: 0 })
  expect(compareRecord(['a'], [line('a'), line('a')], [])).toEqual({ lost: 0, duplicated: 1 })
  expect(compareRecord(['a'], [line('a'), line('x'), line('x')], []), 'also one that nobody was told of').toEqual({ lost: 0, duplicated: 1 })
  expect(compareRecord([], [], [{ counted: 2, cast: 3 }])).toEqual({ lost: 0, duplicated: 1 })
})

test('2.1, 12.2 signaling is killed at random moments of votes and floor: what was acknowledged is on record, once', async () => {
  await using chaos = await RecordChaos.open()
  for (let kills = 0; kills < 5; kills += 1) await chaos.kill()
  const { kills, acknowledged, lost, duplicated } = chaos.result()
  expect({ kills, lost, duplicated }).toEqual({ kills: 5, lost: 0, duplicated: 0 })
  expect(acknowledged).toBeGreaterThan(5)
}, 60_000)
