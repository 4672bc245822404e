import { expect, test } from 'vitest'
import { helpText, parseOptions } from './options.ts'

test('without arguments it listens on this machine alone, with the demo', () => {
  expect(parseOptions([], {})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    'rtc-port': 40_000,
    workers: 'auto',
    demo: '2016',
  })
})

test('every setting can come from the environment, and the option wins', () => {
  const env = { DIEM_CAU_PORT: '9000', DIEM_CAU_WORKERS: '3', DIEM_CAU_DEMO: '0', DIEM_CAU_DATA: '/srv/data' }
  expect(parseOptions([], env)).toMatchObject({ port: 9000, workers: 3, demo: null, data: '/srv/data' })
  expect(parseOptions(['--port', '9001'], env)).toMatchObject({ port: 9001, workers: 3 })
})

test('an empty variable is as good as none', () => {
  expect(parseOptions([], { DIEM_CAU_PORT: '', DIEM_CAU_HOST: ' ' })).toMatchObject({ port: 8080, host: '127.0.0.1' })
})

test('--no-demo turns the demo off', () => {
  expect(parseOptions(['--no-demo'], {})).toMatchObject({ demo: null })
  expect(parseOptions(['--no-demo', '--demo', '2025'], {})).toMatchObject({ demo: null })
})

test('the demo is of 2016, or of 2025', () => {
  expect(parseOptions(['--demo', '2025'], {})).toMatchObject({ demo: '2025' })
  expect(parseOptions([], { DIEM_CAU_DEMO: '2025' })).toMatchObject({ demo: '2025' })
  expect(parseOptions(['--demo', '2016'], { DIEM_CAU_DEMO: '2025' })).toMatchObject({ demo: '2016' })
  expect(parseOptions([], { DIEM_CAU_DEMO: '1' })).toMatchObject({ demo: '2016' })
})

test('several addresses can be announced', () => {
  expect(parseOptions(['--announce', '203.0.113.7, 2001:db8::7'], {})).toMatchObject({
    announce: ['203.0.113.7', '2001:db8::7'],
  })
})

test.each([
  [['--prot', '9000'], /--prot/],
  [['--port', 'eighty'], /--port.*"eighty"/],
  [['--port', '70000'], /--port.*"70000".*65535/],
  [['--rtc-port', '80'], /--rtc-port.*1024/],
  [['--workers', 'many'], /--workers.*"many"/],
  [['--host', 'not a host'], /--host/],
  [['--announce', ''], /--announce/],
  [['--demo', '1999'], /--demo.*"1999".*2016 or 2025/],
  [['--cert', 'a.pem'], /--cert and --key/],
])('%j is refused with the reason and the help', (args, reason) => {
  expect(() => parseOptions(args, {})).toThrow(reason)
  expect(() => parseOptions(args, {})).toThrow(/npm start --/)
})

test('help names every option and its variable', () => {
  expect(parseOptions(['--help'], {})).toBeUndefined()
  for (const name of [
    '--port',
    '--host',
    '--data',
    '--cert',
    '--key',
    '--announce',
    '--rtc-port',
    '--workers',
    '--demo',
    '--no-demo',
    'DIEM_CAU_RTC_PORT',
  ]) {
    expect(helpText()).toContain(name)
  }
})
