import { expect, test } from 'vitest'
import { lineNews } from './lineNews.ts'

test('who comes in for the first time is not told that they are back', () => {
  const said = lineNews(false)
  expect(said(true)).toBeNull()
  expect([said(false), said(true), said(false), said(true)]).toEqual([
    'reconnecting',
    'online',
    'reconnecting',
    'online',
  ])
})

test('who came in before the page was laid out is told of the first break, and of its end', () => {
  const said = lineNews(true)
  expect([said(false), said(true)]).toEqual(['reconnecting', 'online'])
})
