import { expect, test } from 'vitest'
import { FewAtOnce } from './FewAtOnce.ts'

test('so many run at a time, the others in the order given, and one that fails gives its place on', async () => {
  const few = new FewAtOnce(2)
  const begun: number[] = []
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const all = ends.map(({ promise }, n) =>
    few.run(() => {
      begun.push(n)
      return promise
    }),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  ends[1]?.reject(new Error('it fails'))
  await expect(all[1]).rejects.toThrow('it fails')
  expect(begun).toEqual([0, 1, 2])
  for (const { resolve } of ends) resolve()
  await Promise.allSettled(all)
  expect(begun).toEqual([0, 1, 2, 3, 4])
})
