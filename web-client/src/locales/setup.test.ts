import i18next from 'i18next'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadTexts } from './loadTexts.ts'
import { chooseLanguage, setUpLanguage } from './setup.ts'
import { withTexts } from './withTexts.ts'

const root = { lang: 'vi' }
let early: Promise<string> | undefined
beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: root })
  early = withTexts(['inbox'], Promise.resolve('page'))
  await setUpLanguage()
})
beforeEach(() => chooseLanguage('vi'))
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => {
  vi.unstubAllGlobals()
})

interface Backend {
  read(language: string, namespace: string, done: (error: Error) => void): void
}

const noLine: Backend['read'] = (_language, _namespace, done) => done(new Error('no line'))

/** Watches which files of texts are read. */
function reads() {
  const backend: Backend = i18next.services.backendConnector.backend
  return vi.spyOn(backend, 'read')
}

test('a part that is asked for before the language is set up waits for it', async () => {
  expect(await early).toBe('page')
  expect(i18next.t('inbox:title')).toBe('Thông báo')
})

test('a part comes with its texts, in the language in use alone', async () => {
  expect(await withTexts(['home'], Promise.resolve('page'))).toBe('page')
  expect(i18next.t('home:noneComing')).toBe('Chưa có cuộc họp nào sắp tới.')
  expect(i18next.hasResourceBundle('en', 'home')).toBe(false)
})

test('another language is shown once it has the texts of all parts that came before', async () => {
  await withTexts(['home', 'shell'], Promise.resolve())
  const shown = chooseLanguage('en')
  expect(i18next.language).toBe('vi')
  const late = withTexts(['reports'], Promise.resolve())
  await shown
  expect(root.lang).toBe('en')
  expect([i18next.t('home:noneComing'), i18next.t('shell:signOut')]).toEqual(['No meetings are coming.', 'Sign out'])
  // The texts were asked for in Vietnamese, while English was on its way.
  expect(i18next.hasResourceBundle('en', 'reports')).toBe(true)
  await late
})

test('the last choice of a language counts', async () => {
  await withTexts(['minutes'], Promise.resolve())
  await Promise.all([chooseLanguage('en'), chooseLanguage('vi')])
  expect(i18next.hasResourceBundle('en', 'minutes')).toBe(true)
  expect(i18next.language).toBe('vi')
})

test('without its texts a part fails, and asking again asks the line again', async () => {
  reads().mockImplementationOnce(noLine)
  await expect(withTexts(['votes'], Promise.resolve())).rejects.toThrow('votes')
  await loadTexts('vi', ['votes'])
  expect(i18next.exists('votes:votes', { count: 2 })).toBe(true)
})

test('a language that does not come leaves the page in the one that it has', async () => {
  await withTexts(['chat'], Promise.resolve())
  reads().mockImplementation(noLine)
  await chooseLanguage('en')
  expect(i18next.language).toBe('vi')
})
