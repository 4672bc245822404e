import type { EndpointFacts, Finding } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import { healthOf } from './healthOf.ts'
import { type Told, toldFindings } from './toldFindings.ts'

const facts = (changes: Partial<EndpointFacts>): EndpointFacts => ({
  browser: 'Chrome 141',
  system: 'Windows 10',
  camera: null,
  microphone: null,
  loudspeaker: null,
  path: 'udp',
  address: null,
  codecs: 'VP8',
  cores: 4,
  screen: '1920x1080',
  ...changes,
})
const codes = (told: Told) => toldFindings(told, [], 0).map(({ code }) => code)

test.each<[string, Told, string[]]>([
  ['all is well', { facts: facts({}) }, []],
  ['its line is cut', { isCut: true }, ['cut']],
  ['nothing answers', { isSilent: true }, ['noAnswer']],
  ['Chrome of Windows 7', { facts: facts({ browser: 'Chrome 109' }) }, ['oldBrowser']],
  ['Cốc Cốc of today', { facts: facts({ browser: 'Cốc Cốc 128' }) }, []],
  ['Firefox of Windows 7', { facts: facts({ browser: 'Firefox 115' }) }, ['oldBrowser']],
  ['Firefox of Debian 12', { facts: facts({ browser: 'Firefox 153' }) }, []],
  ['a browser that nobody knows', { facts: facts({ browser: 'X 1' }) }, []],
  ['over TCP', { facts: facts({ path: 'tcp' }) }, ['relayed']],
  ['23.15 its camera of the network is away', { facts: facts({ networkCamera: 'noAnswer' }) }, ['networkCamera']],
  ['its camera of the network comes', { facts: facts({ networkCamera: null }) }, []],
  ['it is not known how', { facts: facts({ path: null }) }, []],
])('%s', (_, told, expected) => {
  expect(codes(told)).toEqual(expected)
})

test('it is told since when', () => {
  const [first] = toldFindings({ isCut: true }, [], 1000)
  expect(toldFindings({ isCut: true }, first ? [first] : [], 9000)).toEqual([first])
})

describe('health', () => {
  const finding = (code: Finding['code'], health: Finding['health']): Finding => ({
    code,
    health,
    since: 0,
    value: null,
  })

  test.each<[string, Finding[], number | null, string]>([
    ['nothing was ever read', [], null, 'unknown'],
    ['read 3 s ago', [], 7000, 'unknown'],
    ['read just now', [], 8000, 'good'],
    ['something is weak', [finding('longWay', 'weak')], 9000, 'weak'],
    ['something is bad', [finding('longWay', 'weak'), finding('lossUp', 'bad')], 9000, 'bad'],
    ['what was bad and is not read any more', [finding('lossUp', 'bad')], 7000, 'unknown'],
    ['a line that is cut is known to be', [finding('cut', 'bad')], 1000, 'bad'],
  ])('%s', (_, findings, sampledAt, expected) => {
    expect(healthOf({ findings, sampledAt }, 10_000)).toBe(expected)
  })
})
