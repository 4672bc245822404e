import { expect, test } from 'vitest'
import { keptIn } from './storage.ts'

const refuse = () => {
  throw new DOMException('full', 'QuotaExceededError')
}

/** @param isFull storage can be read, and takes nothing more */
function storage(items: Map<string, string>, isFull = false): Storage {
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    key: (n) => [...items.keys()][n] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: isFull ? refuse : (key, value) => void items.set(key, value),
    removeItem: isFull ? refuse : (key) => void items.delete(key),
  }
}

test('what the browser keeps is the browser’s', () => {
  const area = storage(new Map())
  const kept = keptIn(() => area)
  kept.set('a', '1')
  expect([kept.get('a'), area.getItem('a'), kept.isRefused()]).toEqual(['1', '1', false])
  kept.remove('a')
  expect([kept.get('a'), area.length]).toEqual([null, 0])
})

test('a browser that refuses even to be asked: it is kept as long as the page', () => {
  const kept = keptIn(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  expect([kept.get('a'), kept.isRefused()]).toEqual([null, true])
  kept.set('a', '1')
  expect(kept.get('a')).toBe('1')
  kept.remove('a')
  expect(kept.get('a')).toBeNull()
})

test('a browser without room: the newer value counts, and one that is taken away stays away', () => {
  const full = storage(new Map([['a', 'old']]), true)
  const kept = keptIn(() => full)
  kept.set('a', 'new')
  expect([kept.get('a'), kept.isRefused()]).toEqual(['new', true])
  kept.remove('a')
  expect(kept.get('a')).toBeNull()
})
