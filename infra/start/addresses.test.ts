import { expect, test } from 'vitest'
import { boundAddresses, isLoopback, isWildcard, mediaListen } from './addresses.ts'

const LOCAL = ['192.168.1.10', '10.0.0.5', '2001:db8::5']

test('media is on the address that the server listens on', () => {
  expect(mediaListen('127.0.0.1', undefined, LOCAL)).toBe('127.0.0.1')
  expect(mediaListen('192.168.1.10', undefined, LOCAL)).toBe('192.168.1.10')
  expect(mediaListen('2001:db8::5', undefined, LOCAL)).toBe('[2001:db8::5]')
})

test('listening on everything, each address of the machine is told, and this machine itself', () => {
  expect(mediaListen('0.0.0.0', undefined, LOCAL)).toBe('127.0.0.1,192.168.1.10,10.0.0.5')
  expect(mediaListen('::', undefined, LOCAL)).toBe('127.0.0.1,192.168.1.10,10.0.0.5,[2001:db8::5]')
})

test("a router's address is told in place of a local one of its family", () => {
  expect(mediaListen('0.0.0.0', ['203.0.113.7'], LOCAL)).toBe('192.168.1.10@203.0.113.7')
  expect(mediaListen('10.0.0.5', ['203.0.113.7'], LOCAL)).toBe('10.0.0.5@203.0.113.7')
  expect(mediaListen('::', ['203.0.113.7', '2001:db8::99'], LOCAL)).toBe(
    '192.168.1.10@203.0.113.7,[2001:db8::5]@2001:db8::99',
  )
})

test('an announced address of this machine is listened on', () => {
  expect(mediaListen('0.0.0.0', ['10.0.0.5', 'meet.example.vn'], LOCAL)).toBe('10.0.0.5,192.168.1.10@meet.example.vn')
})

test('an announced address with nothing behind it is refused', () => {
  expect(() => mediaListen('0.0.0.0', ['2001:db8::99'], ['192.168.1.10'])).toThrow(/no \(further\) IPv6 address/)
})

test('bound addresses are those without brackets and without what is told', () => {
  expect(boundAddresses('192.168.1.10@203.0.113.7,[2001:db8::5]')).toEqual(['192.168.1.10', '2001:db8::5'])
})

test('loopback and wildcard are told apart from the rest', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '192.168.1.10', 'meet.example.vn', '::'].some(isLoopback)).toBe(false)
  expect(['0.0.0.0', '::', '0:0:0:0:0:0:0:0'].every(isWildcard)).toBe(true)
  expect(['127.0.0.1', '::1'].some(isWildcard)).toBe(false)
})
