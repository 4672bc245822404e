import { reduce } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { cameraOpened, other, whole } from '../testing/aMeeting.ts'
import { producerOf } from './producersOf.ts'

test('finds what somebody sends of a source, in each state as it is there', () => {
  const sending = { ...whole, producers: reduce(whole, cameraOpened).producers }
  expect(producerOf(whole, other, 'camera')).toBeUndefined()
  expect(producerOf(sending, other, 'camera')).toMatchObject({ participantId: other, source: 'camera' })
  expect(producerOf(sending, other, 'screen')).toBeUndefined()
  expect(producerOf(whole, other, 'camera'), 'an earlier state is what it was').toBeUndefined()
})
