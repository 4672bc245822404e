import { expect, test } from 'vitest'
import { newUploadId } from '../../office/papers/uploadId.ts'
import { processNamed } from './processNamed.ts'

test.each([
  ['/socket.io/?EIO=4&process=one-1', 'one-1'],
  ['/socket.io/?EIO=4', null],
  ['/socket.io/', null],
  ['/api/me?process=one-1', null],
  ['/api/operations/meetings/m.1/end?process=one-1', 'one-1'],
  ['/api/operations/meetings/m.1/rooms/p.1/move', null],
  ['/api/operations/history?process=one-1', null],
  [`/api/papers/upload/${newUploadId('one-1')}`, 'one-1'],
  ['/api/papers/upload/one-1_ab?process=two-2', 'one-1'],
  ['/api/papers/upload', null],
  ['/api/papers/upload/', null],
  ['/api/papers/upload/_ab', null],
  ['/api/papers/upload/0123456789abcdef', null],
  ['/api/papers/upload/%E0%A4%A', null],
  ['', null],
])('1.12, 1.13 %s asks for %s', (url, process) => {
  expect(processNamed(url)).toBe(process)
})
