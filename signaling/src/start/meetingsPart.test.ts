import { MeetingId } from '@diem-cau/signaling-contract'
import { expect, test, vi } from 'vitest'
import { OpenMeetings } from '../live/meeting/OpenMeetings.ts'
import { MeetingLogTable } from '../db/log/MeetingLogTable.ts'
import { heldMeeting, logOf, minute } from '../testing/heldMeeting.ts'
import { accountOf, meetingId, participantOf } from '../testing/people.ts'
import { partsForTests } from '../testing/partsForTests.ts'
import { seedStore } from '../testing/temporaryStore.ts'
import { directoryPart } from './directoryPart.ts'
import { meetingsPart } from './meetingsPart.ts'
import { officePart } from './officePart.ts'
import { storePart } from './storePart.ts'

/** The meeting had so many events when the server before this one ended. */
const UNTIL = 30

test('6.4 a meeting that was under way is taken up, known to be open, drafted when it ends, and let go when the part is closed', async () => {
  const { settings, parts, address } = await partsForTests({ clock: () => minute(UNTIL) })
  const store = await parts.start('store', (closing) => storePart(settings, closing))
  await seedStore(store)
  const events = logOf(heldMeeting.filter(([at]) => at < UNTIL))
  await new MeetingLogTable(store.db).append(
    meetingId,
    events.map((event) => ({ ...event, actor: null, requestId: null })),
  )
  const office = await parts.start('office', (closing) => officePart(settings, store, address, closing))
  const open = new OpenMeetings()
  const directory = await parts.start('directory', (closing) => directoryPart(settings, closing))
  expect(open.isIn(accountOf('a'))).toBe(false)
  const meetings = await parts.start('meetings', (closing) =>
    meetingsPart(settings, store, open, office, directory, closing),
  )

  expect([...open.attended()]).toEqual([meetingId])
  expect([open.isIn(accountOf('a')), open.isIn(accountOf('c'))]).toEqual([true, false])
  expect(open.conducts(meetingId, accountOf('chair'))).toBe(true)
  expect(open.conducts(MeetingId.parse('another'), accountOf('chair'))).toBe(false)
  expect(open.find(meetingId)?.state.participants[participantOf('a')]).toBeDefined()
  expect(open.barred(meetingId)).toEqual(new Set())
  expect(open.barred(MeetingId.parse('another'))).toBeNull()

  const ended: MeetingId[] = []
  meetings.events.on('ended', (id) => ended.push(id))
  await open.find(meetingId)?.end()
  await vi.waitFor(() => expect(ended).toEqual([meetingId]))
  await vi.waitFor(async () => expect(await office.minutes.store.find(meetingId)).not.toBeNull())
  await parts.close()
  expect(open.hosts).toEqual([])
})
