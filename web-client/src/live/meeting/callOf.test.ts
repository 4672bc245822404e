import { type MeetingState, type Participant, ParticipantId, type Seat, UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { callOf } from './callOf.ts'

const unitOf = (code: string) => ({
  code: UnitCode.parse(code),
  name: code === 'o-mon' ? 'Quận Ô Môn' : `Phường ${code}`,
})
const someone = (id: string, seat: Seat, unit: string | null, changes: { name?: string; organisation?: string } = {}) =>
  ({
    participantId: ParticipantId.parse(id),
    seat,
    unit: unit === null ? null : unitOf(unit),
    name: `Ông ${id}`,
    organisation: '',
    ...changes,
  }) as Participant
const meeting = (...participants: Participant[]): Pick<MeetingState, 'participants' | 'hostUnit'> => ({
  hostUnit: unitOf('o-mon'),
  participants: Object.fromEntries(participants.map((participant) => [participant.participantId, participant])),
})

test('the rooms of the meeting are called by their units, with who is in them beside it', () => {
  const [chair, ward, room] = [
    someone('chair', 'chair', 'o-mon'),
    someone('a', 'delegate', 'thoi-an'),
    someone('b', 'delegate', 'long-hung', { name: 'Phường long-hung' }),
  ]
  const here = meeting(chair, ward, room)
  expect(callOf(here, chair)).toEqual({ name: 'Quận Ô Môn', as: null, detail: 'Ông chair' })
  expect(callOf(here, ward)).toEqual({ name: 'Phường thoi-an', as: null, detail: 'Ông a' })
  expect(callOf(here, room)).toEqual({ name: 'Phường long-hung', as: null, detail: '' })
})

test.for(['deputy', 'secretary', 'technician', 'observer', 'presenter'] as const)(
  'who is no room is called by their own name: %s',
  (seat) => {
    const person = someone('x', seat, 'o-mon')
    expect(callOf(meeting(person), person)).toEqual({ name: 'Ông x', as: seat, detail: 'Quận Ô Môn' })
  },
)

test('a guest is called by their own name and organisation, never by the unit that holds the meeting', () => {
  const [guest, unknown] = [someone('g', 'guest', null, { organisation: 'Sở Y tế' }), someone('h', 'guest', null)]
  expect(callOf(meeting(guest), guest)).toEqual({ name: 'Ông g', as: 'guest', detail: 'Sở Y tế' })
  expect(callOf(meeting(unknown), unknown)).toEqual({ name: 'Ông h', as: 'guest', detail: '' })
  const speaks = someone('g', 'delegate', null, { organisation: 'Sở Y tế' })
  expect(callOf(meeting(speaks), speaks)).toEqual({ name: 'Ông g', as: null, detail: 'Sở Y tế' })
})

test('no two are called by one unit: its own account is the room, else who came first; colleagues of the chair are people', () => {
  const [first, second, room] = [
    someone('a1', 'delegate', 'thoi-an'),
    someone('a2', 'delegate', 'thoi-an'),
    someone('a3', 'delegate', 'thoi-an', { name: 'Phường thoi-an' }),
  ]
  const names = (...people: Participant[]) => people.map((one) => callOf(meeting(...people), one).name)
  expect(names(first, second)).toEqual(['Phường thoi-an', 'Ông a2'])
  expect(names(first, second, room)).toEqual(['Ông a1', 'Ông a2', 'Phường thoi-an'])
  expect(names(someone('c', 'chair', 'o-mon'), someone('d', 'delegate', 'o-mon'))).toEqual(['Quận Ô Môn', 'Ông d'])
  expect(names(someone('d', 'delegate', 'o-mon'))).toEqual(['Ông d'])
  expect(names(someone('d', 'delegate', 'thoi-an'), someone('c', 'chair', 'thoi-an'))).toEqual([
    'Ông d',
    'Phường thoi-an',
  ])
})
