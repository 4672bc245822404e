import { expect, test } from 'vitest'
import { networkInterfaces } from 'node:os'
import { CameraNetworks } from './CameraNetworks.ts'

const outcome = (networks: CameraNetworks, host: string) =>
  networks.addressOf(host).catch((error: unknown) => (error instanceof Error && 'fault' in error ? error.fault : error))

test('cameras are in networks of offices, never on this machine, its links or its cloud’s own address', async () => {
  const networks = new CameraNetworks([])
  for (const host of ['10.20.30.40', '192.168.1.64', '203.0.113.5', '[fd12::5]', '[2a00::1]'])
    expect(await outcome(networks, host)).toBe(host.replaceAll(/[[\]]/g, ''))
  const own = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '[fe80::1]',
    ...own,
  ])
    expect([host, await outcome(networks, host)]).toEqual([host, 'notAllowed'])
})

test('where the setting names networks there are no others', async () => {
  const networks = new CameraNetworks(['10.20.0.0/16', 'fd12::/64'])
  expect(await outcome(networks, '10.20.1.1')).toBe('10.20.1.1')
  expect(await outcome(networks, '[fd12::7]')).toBe('fd12::7')
  expect(await outcome(networks, '10.21.1.1')).toBe('notAllowed')
  expect(await outcome(new CameraNetworks(['127.0.0.0/8']), '127.0.0.1')).toBe('127.0.0.1')
  expect(() => new CameraNetworks(['somewhere'])).toThrow('Invalid')
})
