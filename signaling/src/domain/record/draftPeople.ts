import { type AccountId, foldText, type Seat } from '@diem-cau/signaling-contract'
import { smallKinds } from '@diem-cau/signaling-contract/documents'
import type { MeetingRecord } from './MeetingRecord.ts'
import type { Person } from './replay.ts'

/** The office of the meeting first, in the order in which minutes name it; all others as they came. */
const first: readonly Seat[] = ['chair', 'deputy', 'secretary']
const rankOf = ({ seat }: Person) => (first.includes(seat) ? first.indexOf(seat) : first.length)

/** "Ông Lê Văn A (phường Long Hưng)"; once, where the name says it already. */
export function ofUnit(name: string, unit: string): string {
  return unit === '' || foldText(name).includes(foldText(unit)) ? name : `${name} (${smallKinds(unit)})`
}

/**
 * Lists who was there beside the rooms of the units: people of the host unit, those who were invited by name or as guests, and those who served
 * the meeting. A technician or a guest takes part for no unit.
 * @param persons those who are people, not rooms, with their positions
 */
export function draftPeople(
  record: MeetingRecord,
  persons: ReadonlyMap<AccountId, { readonly position: string }>,
): { hostPeople: string; guests: string; technicians: string } {
  const expected = new Set(
    record.attendance.flatMap(({ unit, expected: isExpected }) => (isExpected ? [unit.code] : [])),
  )
  const people = [...record.people.values()].toSorted((a, b) => rankOf(a) - rankOf(b))
  const host = record.hostUnit
  const isGuest = ({ seat, unit }: Person) =>
    unit === null ||
    seat === 'guest' ||
    ((seat === 'delegate' || seat === 'presenter') && unit.code !== host.code && !expected.has(unit.code))
  const listed = (which: (person: Person) => boolean, text: (person: Person) => string) =>
    [...new Set(people.filter((person) => persons.has(person.accountId) && which(person)).map(text))].join('; ')
  const titled = ({ name, accountId }: Person) => {
    const position = smallKinds(persons.get(accountId)?.position ?? '', 'sentence')
    return position === '' || foldText(name).includes(foldText(position)) ? name : `${name}, ${position}`
  }
  const from = (person: Person) =>
    ofUnit(
      titled(person),
      person.unit === null ? person.organisation : person.unit.code === host.code ? '' : person.unit.name,
    )
  return {
    hostPeople: listed(
      (person) => person.unit?.code === host.code && person.seat !== 'technician' && !isGuest(person),
      titled,
    ),
    guests: listed(isGuest, from),
    technicians: listed(({ seat }) => seat === 'technician', from),
  }
}
