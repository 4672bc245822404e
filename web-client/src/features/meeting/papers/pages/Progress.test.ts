import { expect, test } from 'vitest'
import { Progress } from './Progress.ts'

function told(): { readonly said: (number | null)[]; readonly progress: Progress } {
  const said: (number | null)[] = []
  return { said, progress: new Progress((percent) => said.push(percent)) }
}

test('9.8 each whole percent is told once, and the end', () => {
  const { said, progress } = told()
  const { come, end } = progress.ask(1000)
  for (const count of [250, 2, 2, 250]) come(count)
  end()
  end()
  expect(said).toEqual([0, 25, 50, null])
})

test('9.8 pieces that are asked for at the same time are told as one, and what comes later begins anew', () => {
  const { said, progress } = told()
  const first = progress.ask(100)
  const second = progress.ask(300)
  first.come(100)
  first.end()
  second.come(1000)
  second.end()
  progress.ask(10).come(5)
  expect(said).toEqual([0, 25, 99, null, 0, 50])
})

test('9.8 a piece that came short, or never, does not hold the others up', () => {
  const { said, progress } = told()
  const [lost, other] = [progress.ask(500), progress.ask(500)]
  lost.end()
  other.come(250)
  expect(said).toEqual([0, 50, 75])
})
