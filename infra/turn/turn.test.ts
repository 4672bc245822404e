import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { generate } from 'selfsigned'
import { haproxyCfg } from './haproxyCfg.ts'
import { turnserverConf } from './turnserverConf.ts'

const folder = mkdtempSync(join(tmpdir(), 'diem-cau-turn-'))
afterAll(() => rmSync(folder, { recursive: true }))

const secret = 's'.repeat(32)
const base = { secret, addresses: ['10.0.0.5'], nodes: ['10.0.0.5', '10.0.0.6'] }

test('SPEC 20.4 packets are relayed to the media nodes, and to nobody else', () => {
  const lines = turnserverConf(base).split('\n')
  expect(lines.filter((line) => line.includes('peer'))).toEqual([
    'no-multicast-peers',
    'denied-peer-ip=0.0.0.0-255.255.255.255',
    'denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'allowed-peer-ip=10.0.0.5',
    'allowed-peer-ip=10.0.0.6',
  ])
  for (const line of ['no-cli', 'no-tcp-relay', 'use-auth-secret', 'fingerprint', `static-auth-secret=${secret}`])
    expect(lines).toContain(line)
  expect(lines).not.toContain('no-auth')
})

test('a relayed way has the family that the nodes have; with both, the one that the client came with', () => {
  const family = (nodes: readonly string[]) =>
    /allocation-default-address-family="(\w+)"/.exec(turnserverConf({ ...base, nodes }))?.[1]
  expect([family(['10.0.0.5']), family(['2001:db8::5']), family(['10.0.0.5', '2001:db8::5'])]).toEqual([
    'ipv4',
    'ipv6',
    'keep',
  ])
})

test.each([
  ['a short secret', { secret: 'short' }],
  ['a secret that would be two lines', { secret: `${'s'.repeat(32)}\nno-auth` }],
  ['a node by its name', { nodes: ['media.example.vn'] }],
  ['an address that is two lines', { addresses: ['10.0.0.5\nno-auth'] }],
  ['no address', { addresses: [] }],
  ['no node', { nodes: [] }],
])('%s is refused', (_, wrong) => {
  expect(() => turnserverConf({ ...base, ...wrong })).toThrow(RangeError)
})

test('HAProxy takes the configuration of one server, and of several', async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' })
  const certificate = join(folder, 'front.pem')
  writeFileSync(certificate, `${cert}\n${key}`)
  const one = haproxyCfg({
    certificate,
    signaling: [{ host: '127.0.0.1', port: 8080, tls: true }],
    turn: { host: '127.0.0.1', port: 3480 },
    user: null,
  })
  const several = haproxyCfg({
    addresses: ['10.0.0.5', '2001:db8::5'],
    certificate,
    signaling: [
      { host: '10.0.0.6', port: 8080 },
      { host: '2001:db8::7', port: 8080 },
    ],
    turn: null,
    user: null,
    log: null,
  })
  for (const [name, text] of Object.entries({ one, several })) {
    const file = join(folder, `${name}.cfg`)
    writeFileSync(file, text)
    const { status, stdout, stderr, error } = spawnSync('haproxy', ['-c', '-f', file], { encoding: 'utf8' })
    // The set-up of the tests installs it; who runs this file alone may be without.
    if (error) return
    expect(`${stdout}${stderr}`).toMatch(/^Configuration file is valid/m)
    expect(status).toBe(0)
  }
  expect(several).not.toContain('use_backend turn')
})
