import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'sfu-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

function secretFile(content: string): string {
  const path = join(folder, `secret-${Math.random()}`)
  writeFileSync(path, content)
  return path
}

const SECRET = 'x'.repeat(32)
const base = { DIEM_CAU_SFU_SECRET_FILE: secretFile(`${SECRET}\n`) }

test('only the secret must be set', () => {
  expect(readConfig(base)).toEqual({
    controlHost: '127.0.0.1',
    controlPort: 40900,
    controlTls: undefined,
    controlCa: undefined,
    secret: SECRET,
    listen: [{ ip: '127.0.0.1' }],
    rtcBasePort: 40000,
    pipePorts: { min: 41_000, max: 41_999 },
    workers: availableParallelism(),
    region: '',
    limits: { meetings: null, endpoints: null },
    cameraNetworks: [],
    warmsUp: false,
    hasStatistics: true,
    logLevel: 'info',
  })
})

test('blank settings count as not set', () => {
  expect(readConfig({ ...base, DIEM_CAU_RTC_BASE_PORT: ' ', DIEM_CAU_SFU_WORKERS: '' })).toEqual(readConfig(base))
})

test('listen addresses are IPv4 and bracketed IPv6, with or without an announced address', () => {
  const { listen } = readConfig({
    ...base,
    DIEM_CAU_RTC_LISTEN: '192.168.1.10@203.0.113.7, [2001:db8::7],[::]@meet.example.vn,0.0.0.0@[2001:db8::8]',
  })
  expect(listen).toEqual([
    { ip: '192.168.1.10', announced: '203.0.113.7' },
    { ip: '2001:db8::7' },
    { ip: '::', announced: 'meet.example.vn' },
    { ip: '0.0.0.0', announced: '2001:db8::8' },
  ])
})

test.each([
  '0.0.0.0',
  '[::]',
  '2001:db8::7',
  '[127.0.0.1]',
  'localhost',
  '127.0.0.1,',
  '127.0.0.1@',
  '10.0.0.1@a b',
  '10.0.0.1,10.0.0.1',
])('the listen address %j is refused with what to write instead', (text) => {
  expect(() => readConfig({ ...base, DIEM_CAU_RTC_LISTEN: text })).toThrow(
    /^DIEM_CAU_RTC_LISTEN: cannot be .*; write "ip" or "ip@announced"/,
  )
})

test.each([
  ['DIEM_CAU_SFU_CONTROL_PORT', 'http'],
  ['DIEM_CAU_SFU_CONTROL_PORT', '65536'],
  ['DIEM_CAU_RTC_BASE_PORT', '80'],
  ['DIEM_CAU_RTC_BASE_PORT', '444'],
  ['DIEM_CAU_CAMERA_NETWORKS', 'somewhere'],
  ['DIEM_CAU_CAMERA_NETWORKS', '10.0.0.0/33'],
  ['DIEM_CAU_PIPE_PORTS', '41000'],
  ['DIEM_CAU_PIPE_PORTS', '41000-40000'],
  ['DIEM_CAU_PIPE_PORTS', '41000-41003'],
  ['DIEM_CAU_PIPE_PORTS', '80-41000'],
  ['DIEM_CAU_PIPE_PORTS', '65000-65536'],
  ['DIEM_CAU_SFU_WORKERS', '0'],
  ['DIEM_CAU_SFU_WORKERS', '1.5'],
  ['DIEM_CAU_SFU_REGION', 'Cần Thơ'],
  ['DIEM_CAU_SFU_MAX_MEETINGS', '0'],
  ['DIEM_CAU_SFU_MAX_ENDPOINTS', 'few'],
  ['DIEM_CAU_LOG_LEVEL', 'loud'],
])('%s=%s is refused by name, with what to write instead', (name, value) => {
  expect(() => readConfig({ ...base, [name]: value })).toThrow(new RegExp(`^${name}: cannot be "${value}"; write `))
})

test('a node says where it stands and how much it takes', () => {
  const settings = { DIEM_CAU_SFU_REGION: 'can-tho', DIEM_CAU_SFU_MAX_MEETINGS: '3', DIEM_CAU_SFU_MAX_ENDPOINTS: '120' }
  expect(readConfig({ ...base, ...settings })).toMatchObject({
    region: 'can-tho',
    limits: { meetings: 3, endpoints: 120 },
  })
})

test('workers are auto or a number', () => {
  expect(readConfig({ ...base, DIEM_CAU_SFU_WORKERS: 'auto' }).workers).toBe(availableParallelism())
  expect(readConfig({ ...base, DIEM_CAU_SFU_WORKERS: '7' }).workers).toBe(7)
})

test('the secret file must be named, readable, and hold a secret long enough', () => {
  expect(() => readConfig({})).toThrow(/^DIEM_CAU_SFU_SECRET_FILE: is not set; write the path/)
  expect(() => readConfig({ DIEM_CAU_SFU_SECRET_FILE: join(folder, 'none') })).toThrow(
    /^DIEM_CAU_SFU_SECRET_FILE: cannot be read \(ENOENT/,
  )
  expect(() => readConfig({ DIEM_CAU_SFU_SECRET_FILE: secretFile('short') })).toThrow(/has 5 characters, not 32 to 256/)
})

test('media ports must fit below 65536 and leave the control port alone', () => {
  expect(() => readConfig({ ...base, DIEM_CAU_RTC_BASE_PORT: '65535', DIEM_CAU_SFU_WORKERS: '2' })).toThrow(
    /need ports up to 65536/,
  )
  const clash = { DIEM_CAU_RTC_BASE_PORT: '40000', DIEM_CAU_SFU_WORKERS: '4', DIEM_CAU_SFU_CONTROL_PORT: '40003' }
  expect(() => readConfig({ ...base, ...clash })).toThrow(
    /^DIEM_CAU_SFU_CONTROL_PORT: 40003 is among the media ports 40000 to 40003/,
  )
})

test('pipes have ports of their own, beside those of media unless they are told', () => {
  expect(readConfig({ ...base, DIEM_CAU_PIPE_PORTS: '50000 - 50100' }).pipePorts).toEqual({ min: 50_000, max: 50_100 })
  expect(readConfig({ ...base, DIEM_CAU_RTC_BASE_PORT: '65000' }).pipePorts).toEqual({ min: 63_000, max: 63_999 })
  expect(() => readConfig({ ...base, DIEM_CAU_PIPE_PORTS: '39900-40000', DIEM_CAU_SFU_WORKERS: '2' })).toThrow(
    /^DIEM_CAU_PIPE_PORTS: 39900-40000 has media ports in it \(40000 to 40001\)/,
  )
})

test('the control API may have a certificate, whose two files must be there and be PEM', () => {
  const pem = secretFile('-----BEGIN CERTIFICATE-----')
  const [cert, key, ca] = ['DIEM_CAU_SFU_CONTROL_CERT', 'DIEM_CAU_SFU_CONTROL_KEY', 'DIEM_CAU_SFU_CONTROL_CA']
  expect(readConfig({ ...base, [cert]: pem, [key]: pem, [ca]: pem })).toMatchObject({
    controlTls: { cert: '-----BEGIN CERTIFICATE-----', key: '-----BEGIN CERTIFICATE-----' },
    controlCa: '-----BEGIN CERTIFICATE-----',
  })
  expect(() => readConfig({ ...base, [cert]: pem })).toThrow(/^DIEM_CAU_SFU_CONTROL_KEY: is not set, but/)
  expect(() => readConfig({ ...base, [cert]: pem, [key]: secretFile('no key') })).toThrow(
    /^DIEM_CAU_SFU_CONTROL_KEY: .* has no PEM in it; write the path/,
  )
  expect(() => readConfig({ ...base, [ca]: join(folder, 'none') })).toThrow(
    /^DIEM_CAU_SFU_CONTROL_CA: cannot be read \(ENOENT/,
  )
})
