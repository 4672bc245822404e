import { expect, test } from 'vitest'
import en from '../../../../locales/en/conduct.json'
import vi from '../../../../locales/vi/conduct.json'
import { micWords } from './micWords.ts'

const around = (isAlone: boolean, mayReopen = false) => ({ isAlone, mayReopen })

test('nobody is told that everyone hears them while they are alone, in either language', () => {
  const { word, hint } = micWords('heard', around(true))
  for (const { mic, micHint } of [vi, en]) {
    expect(mic[word]).not.toBe(mic.heard)
    expect(micHint[hint]).not.toBe(micHint.heard)
  }
  expect([vi.mic[word], vi.micHint[hint]]).toEqual([
    'Micrô đang bật, chưa có điểm cầu nào khác',
    'Khi có điểm cầu khác vào, họ nghe được bạn',
  ])
  expect(vi.mic[micWords('heard', around(false)).word]).toBe('Mọi người đang nghe bạn')
})

test('alone changes nothing of a microphone that is not heard anyway', () => {
  for (const state of ['none', 'off', 'closed'] as const)
    expect(micWords(state, around(true))).toEqual({ word: state, hint: state })
})

test('8.6 of a cut microphone it is said how one is heard again: by one’s own hand, or by asking for the floor', () => {
  expect(micWords('cut', around(true, true))).toEqual({ word: 'cut', hint: 'cut' })
  expect(micWords('cut', around(false))).toEqual({ word: 'cut', hint: 'cutWaits' })
})
