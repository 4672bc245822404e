import { isOldBrowser } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { type Browser, browserOf } from './browserOf.ts'

const isOld = ({ name, version }: Browser) => isOldBrowser(name, version)

const chrome = (version: number, system = 'Windows NT 10.0; Win64; x64', more = '') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36${more}`

test.for([
  { ua: chrome(156), browser: 'Chrome 156, Windows', old: false },
  { ua: chrome(109, 'Windows NT 6.1; Win64; x64'), browser: 'Chrome 109, Windows 7', old: true },
  { ua: chrome(156, 'Windows NT 10.0', ' Edg/156.0.0.0'), browser: 'Edge 156, Windows', old: false },
  { ua: chrome(110, 'Windows NT 10.0', ' Edg/110.0.0.0'), browser: 'Edge 110, Windows', old: true },
  { ua: chrome(140, 'Linux; Android 14; K'), browser: 'Chrome 140, Android', old: false },
  {
    ua: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    browser: 'Firefox 153, Linux',
    old: false,
  },
  {
    ua: 'Mozilla/5.0 (Windows NT 6.1; rv:115.0) Gecko/20100101 Firefox/115.0',
    browser: 'Firefox 115, Windows 7',
    old: true,
  },
  {
    ua: 'Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.3 Mobile/15E148 Safari/604.1',
    browser: 'Safari 16, iOS',
    old: true,
  },
  { ua: 'Somebody/1.0', browser: 'null null, ', old: false },
])('$browser', ({ ua, browser, old }) => {
  const found = browserOf(ua)
  expect(`${found.name} ${found.version}, ${found.system}`).toBe(browser)
  expect(isOld(found)).toBe(old)
})

test('Cốc Cốc is as old as the Chromium in it', () => {
  const ua =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0.0 Chrome/124.0.0.0 Safari/537.36'
  const found = browserOf(ua, { brands: [{ brand: 'Chromium', version: '124' }] })
  expect(found).toMatchObject({ name: 'Cốc Cốc', version: 124 })
  expect(isOld(found)).toBe(false)
})
