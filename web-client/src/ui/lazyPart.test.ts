import { createElement } from 'react'
import { prerender } from 'react-dom/static'
import { expect, test } from 'vitest'
import { lazyPart } from './lazyPart.ts'

const Paper = () => createElement('p', null, 'paper')

test('a part that did not come is loaded once more by whoever asks next; one that came is there at once', async () => {
  const tries: Array<'fails' | 'comes'> = ['fails', 'comes']
  const part = lazyPart(() =>
    tries.shift() === 'comes' ? Promise.resolve(Paper) : Promise.reject(new Error('no line')),
  )
  const first = part()
  expect(part()).toBe(first)
  await expect(prerender(createElement(first), { onError: () => undefined })).rejects.toThrow('no line')
  const second = part()
  expect(second).not.toBe(first)
  const { prelude } = await prerender(createElement(second))
  expect(await new Response(prelude).text()).toContain('paper')
  expect([part(), tries]).toEqual([second, []])
})
