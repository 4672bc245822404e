import { EndpointFacts } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { factsOf } from './factsOf.ts'
import { readingOf, type Row } from './readings.ts'
import chromium from './recorded/chromium156.json' with { type: 'json' }

const place = {
  browser: { name: 'Chrome', version: 156, system: 'Windows' },
  camera: 'Logitech Rally',
  microphone: 'Jabra Speak 750',
  loudspeaker: null,
  cores: 4,
  screen: { width: 1920, height: 1080, ratio: 1 },
}
const rows = (all: readonly Row[]) => new Map(all.map((row) => [String(row['id']), row]))
const reading = readingOf([{ leg: 1, send: rows(chromium[0]!.send), recv: rows(chromium[0]!.recv) }] as never, 0, null)

test('they are in words that the server takes', () => {
  const facts = factsOf(reading, place)
  expect(facts).toEqual({
    browser: 'Chrome 156',
    system: 'Windows',
    camera: 'Logitech Rally',
    microphone: 'Jabra Speak 750',
    loudspeaker: null,
    path: 'udp',
    network: null,
    address: '127.0.0.1',
    codecs: 'VP8, opus',
    cores: 4,
    screen: '1920x1080',
  })
  expect(EndpointFacts.parse(facts)).toEqual(facts)
})

test('the network that it sends by is known where the browser says so', () => {
  const send = chromium[0]!.send.map((row) => (row.type === 'local-candidate' ? { ...row, networkType: 'vpn' } : row))
  const told = readingOf([{ leg: 1, send: rows(send), recv: rows(chromium[0]!.recv) }] as never, 0, null)
  expect(factsOf(told, place).network).toBe('vpn')
})

test('names of devices come from whoever made them: they are cut and cleaned, never refused', () => {
  const wild = {
    ...place,
    camera: `A\u0000\n${'x'.repeat(999)}`,
    microphone: '',
    cores: 1e9,
    browser: { name: null, version: null, system: '\u202e' },
  }
  const facts = factsOf(readingOf([], 0, null), wild)
  expect(EndpointFacts.safeParse(facts).error).toBeUndefined()
  expect(facts).toMatchObject({ microphone: null, path: null, address: null, codecs: '', cores: 1024 })
  expect(facts.camera?.length).toBeLessThanOrEqual(200)
})
