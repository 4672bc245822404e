import { expect, test } from 'vitest'
import type { Act } from '../rooms/messages.ts'
import { SoakScript } from './SoakScript.ts'

function told(seed: number, acts = 2_000): Act[] {
  const script = new SoakScript(20, seed)
  return Array.from({ length: acts }, () => script.next())
}

test('the same seed tells the same story, another one another', () => {
  expect(told(7)).toEqual(told(7))
  expect(told(7)).not.toEqual(told(8))
})

test('who is there leaves, who is away comes, the chair stays, and some are always there', () => {
  const away = new Set<number>()
  for (const act of told(1)) {
    if (act.kind === 'leave') {
      expect(act.room).toBeGreaterThan(0)
      expect(away).not.toContain(act.room)
      away.add(act.room)
    }
    if (act.kind === 'come') expect(away.delete(act.room)).toBe(true)
    if (act.kind === 'floor') expect(away).not.toContain(act.to)
    expect(20 - away.size).toBeGreaterThan(5)
  }
})

test('everything happens, and a share of those who leave vanish', () => {
  const acts = told(3)
  expect(new Set(acts.map(({ kind }) => kind))).toEqual(new Set(['leave', 'come', 'floor', 'page']))
  const leaves = acts.flatMap((act) => (act.kind === 'leave' ? [act.vanishes] : []))
  const share = leaves.filter(Boolean).length / leaves.length
  expect(share).toBeGreaterThan(0.15)
  expect(share).toBeLessThan(0.35)
})
