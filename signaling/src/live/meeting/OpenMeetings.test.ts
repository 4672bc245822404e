import { expect, onTestFinished, test, vi } from 'vitest'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { asks } from '../../testing/conduct.ts'
import { account, accountOf, joinCommand, meetingId, NOON, schedule } from '../../testing/people.ts'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { Known } from '../directory/Known.ts'
import { LocalDirectory } from '../directory/LocalDirectory.ts'
import type { MeetingElsewhere } from '../directory/MeetingElsewhere.ts'
import { MediaNodes } from '../media/nodes/MediaNodes.ts'
import { ConductStore } from './ConductStore.ts'
import { MeetingHost } from './MeetingHost.ts'
import { OpenMeetings } from './OpenMeetings.ts'

/** A meeting that is conducted, nobody in it. */
async function hostOf() {
  const { db } = await temporaryStore()
  const host = await MeetingHost.open({
    schedule,
    log: new MeetingLogTable(db),
    store: new ConductStore(db),
    mediaNodes: new MediaNodes([], silent),
    logger: silent,
    clock: () => NOON,
    lineGraceMs: 50,
    onTaken: () => undefined,
  })
  onTestFinished(() => host.close())
  const join = (name: string, seat: 'chair' | 'delegate' = 'delegate') =>
    host.meeting.execute(joinCommand(name, { seat }), { actor: account(name) })
  return { host, join }
}

/** Two processes of one office, each with what it knows of the other as it looks. */
function twoProcesses() {
  const directory = new LocalDirectory()
  const process = (processId: string) => {
    const presence = directory.presence<MeetingElsewhere>('meetings')
    const known = new Known(presence, silent)
    onTestFinished(() => known.close())
    return { open: new OpenMeetings({ processId, presence, known }), look: () => known.look() }
  }
  return [process('one'), process('two')] as const
}

test('before any meeting is opened, nobody is in one', () => {
  const open = new OpenMeetings()
  expect([open.hosts, open.find(meetingId), open.statusOf(meetingId), open.conductedBy(meetingId)]).toEqual([
    [],
    null,
    null,
    null,
  ])
  expect([open.isIn(accountOf('chair')), open.attended().size, open.barred(meetingId)]).toEqual([false, 0, null])
})

test('who is in a meeting, and who conducts it, is what its state says at that moment', async () => {
  const open = new OpenMeetings()
  const { host, join } = await hostOf()
  open.add(meetingId, host)
  expect(open.attended()).toEqual(new Set())
  await join('chair', 'chair')
  await join('a')
  expect(open.attended()).toEqual(new Set([meetingId]))
  expect([open.isIn(accountOf('a')), open.isIn(accountOf('b'))]).toEqual([true, false])
  expect([open.conducts(meetingId, accountOf('chair')), open.conducts(meetingId, accountOf('a'))]).toEqual([
    true,
    false,
  ])
})

test('a meeting that has ended holds nobody back', async () => {
  const open = new OpenMeetings()
  const { host, join } = await hostOf()
  open.add(meetingId, host)
  await join('chair', 'chair')
  for (const [command, actor] of [
    asks('chair', 'meeting:start', { belowQuorum: true }),
    asks('chair', 'meeting:end', {}),
  ])
    await host.meeting.execute(command, { actor })
  expect([open.statusOf(meetingId)?.phase, open.isIn(accountOf('chair'))]).toEqual(['ended', false])
})

test('one that is removed is gone, and is handed out once', async () => {
  const open = new OpenMeetings()
  const { host } = await hostOf()
  open.add(meetingId, host)
  expect([open.remove(meetingId), open.remove(meetingId), open.hosts]).toEqual([host, null, []])
})

test('6.4 another process knows of it what the office must know, as it changes, until it is let go of', async () => {
  const [one, two] = twoProcesses()
  const { host, join } = await hostOf()
  one.open.add(meetingId, host)
  await two.look()
  expect([two.open.conductedBy(meetingId), two.open.isIn(accountOf('a'))]).toEqual(['one', false])
  await join('a')
  await one.open.changed(meetingId)
  await two.look()
  expect([two.open.isIn(accountOf('a')), two.open.attended()]).toEqual([true, new Set([meetingId])])
  expect([two.open.find(meetingId), two.open.barred(meetingId)], 'it is conducted there alone').toEqual([null, null])
  one.open.remove(meetingId)
  await vi.waitFor(async () => {
    await two.look()
    expect(two.open.conductedBy(meetingId)).toBeNull()
  })
})

test('6.4 of a meeting that changes hands counts what its new process says', async () => {
  const [one, two] = twoProcesses()
  const [before, after] = [await hostOf(), await hostOf()]
  one.open.add(meetingId, before.host)
  await before.join('a')
  await one.open.changed(meetingId)
  await two.look()
  two.open.add(meetingId, after.host)
  expect([two.open.isIn(accountOf('a')), two.open.statusOf(meetingId)?.people]).toEqual([false, []])
})

test('a process does not take its own announcement for another one', async () => {
  const [one] = twoProcesses()
  const { host, join } = await hostOf()
  one.open.add(meetingId, host)
  await join('a')
  await one.open.changed(meetingId)
  await one.look()
  expect([one.open.conductedBy(meetingId), one.open.isIn(accountOf('a'))]).toEqual([null, true])
})

test('news of a meeting that is not open here changes nothing', async () => {
  const [one, two] = twoProcesses()
  await one.open.changed(meetingId)
  await two.look()
  expect(two.open.statusOf(meetingId)).toBeNull()
})
