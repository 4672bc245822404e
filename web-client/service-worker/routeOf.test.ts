import { expect, test } from 'vitest'
import { routeOf } from './routeOf.ts'

const ORIGIN = 'https://hop.example.vn'
const route = (path: string, { method = 'GET', mode = 'cors' } = {}) =>
  routeOf({ url: new URL(path, ORIGIN).href, method, mode }, ORIGIN)

test.each([
  ['/room', 'page'],
  ['/meetings/m.7', 'page'],
  ['/', 'page'],
  ['/api/meetings/m.7/papers/p.1/pdf', 'network'],
  ['/healthz', 'network'],
  ['/feeds/secret.ics', 'network'],
  ['/service-worker.js', 'network'],
  ['https://other.example.vn/room', 'network'],
])('19.1 a page is answered by the worker, never the server’s own answers: %s', (path, expected) => {
  expect(route(path, { mode: 'navigate' })).toBe(expected)
})

test.each([
  ['/assets/index-abc.js', 'file'],
  ['/before.js', 'file'],
  ['/api/meetings', 'network'],
  ['/api/token', 'network'],
  ['/socket.io/?EIO=4', 'network'],
  ['/room', 'network'],
])('19.1 of what a page asks for, files of the build alone are the worker’s: %s', (path, expected) => {
  expect(route(path)).toBe(expected)
})

test('19.1 what changes something goes to the server', () => {
  expect(route('/assets/index-abc.js', { method: 'POST' })).toBe('network')
})
