import { type Answering, Asking, answers, type Command } from './messages.ts'
import type { Rooms } from './Rooms.ts'

/** Does what the parent asks, one after the other, until it is gone. */
export async function serve(rooms: Rooms): Promise<void> {
  let last: Promise<void> = Promise.resolve()
  const next = async (before: Promise<void>, raw: unknown) => {
    const { id, command } = Asking.parse(raw)
    await before
    process.send?.(await answerTo(id, () => run(rooms, command)))
  }
  process.on('message', (raw) => {
    last = next(last, raw)
  })
  const gone = new Promise((resolve) => process.once('disconnect', resolve))
  process.send?.({ ready: true })
  await gone
}

async function answerTo(id: number, work: () => Promise<unknown>): Promise<Answering> {
  try {
    return { id, ok: true, data: await work() }
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

async function run(rooms: Rooms, command: Command): Promise<unknown> {
  switch (command.do) {
    case 'enter':
      return answers.enter.parse(await rooms.enter(command))
    case 'begin':
      return rooms.begin().then(() => ({}))
    case 'askFloor':
      return rooms.askFloor().then(() => ({}))
    case 'look':
      return rooms.look()
    case 'beginGaps':
      return rooms.beginGaps().then(() => ({}))
    case 'probe':
      return rooms.probe()
    case 'nudge':
      return rooms.nudge()
    case 'stopProbe':
      return { asked: await rooms.stopProbe() }
    case 'cut':
      return rooms.cut(command.on).then(() => ({}))
    case 'act':
      return { failure: await rooms.act(command.act) }
    case 'endMeeting':
      return rooms.endMeeting().then(() => ({}))
    case 'record':
      return rooms.record()
    case 'stopRecord':
      return { samples: await rooms.stopRecord() }
    default:
      return command satisfies never
  }
}
