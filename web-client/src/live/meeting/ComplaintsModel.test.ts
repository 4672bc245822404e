import {
  initialState,
  MeetingId,
  ParticipantId,
  UnitCode,
  type Complaint,
  type MeetingState,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { ComplaintsModel } from './ComplaintsModel.ts'

const [a, b] = [ParticipantId.parse('a'), ParticipantId.parse('b')]
const base = initialState(MeetingId.parse('m.1'))
const withUnits = (...ids: ParticipantId[]): MeetingState => ({
  ...base,
  participants: Object.fromEntries(
    ids.map((id) => [
      id,
      {
        participantId: id,
        name: `Xã ${id}`,
        unit: { code: UnitCode.parse(id), name: `Xã ${id}` },
        organisation: '',
        seat: 'delegate',
      },
    ]),
  ) as MeetingState['participants'],
})
const complaint = (at: number, about: ParticipantId | null = null): Complaint => ({
  from: a,
  about,
  what: 'badSound',
  at,
})
const shown = (model: ComplaintsModel) => model.store.getState().complaints

test('the last complaint comes first, with the names of who complains and about whom', () => {
  const model = new ComplaintsModel()
  model.onComplaint(complaint(1), withUnits(a, b))
  model.onComplaint(complaint(2, b), withUnits(a, b))
  expect(shown(model).map(({ at, from, about }) => [at, from?.name, about?.name])).toEqual([
    [2, 'Xã a', 'Xã b'],
    [1, 'Xã a', undefined],
  ])
})

test('about somebody who is gone already it is about nobody in particular', () => {
  const model = new ComplaintsModel()
  model.onComplaint(complaint(1, b), withUnits(a))
  expect(shown(model)[0]?.about).toBeNull()
})

test('only the last thirty are kept, each under a name of its own', () => {
  const model = new ComplaintsModel()
  for (let at = 1; at <= 40; at++) model.onComplaint(complaint(at), withUnits(a))
  expect(shown(model).map(({ at }) => at)).toEqual(Array.from({ length: 30 }, (_, n) => 40 - n))
  expect(new Set(shown(model).map(({ id }) => id)).size).toBe(30)
})
