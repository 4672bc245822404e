/** The process that has the rooms of a large meeting: what the bench asks comes as messages, see messages.ts. */
import { ListeningRooms } from './ListeningRooms.ts'
import { type Answering, Asking, type Command } from './messages.ts'

await using rooms = await ListeningRooms.open()

async function run(command: Command): Promise<unknown> {
  switch (command.do) {
    case 'enter':
      return rooms.enter(command.url, command.meetingId, command.rooms, command.together)
    case 'look':
      return rooms.look(command.at, command.every, command.height).then(() => ({}))
    case 'begin':
      return rooms.begin().then(() => ({}))
    case 'count':
      return rooms.count()
    case 'confirm':
      return rooms.confirm(command.withinMs)
    case 'vote':
      return rooms.vote(command.withinMs, command.voteId, command.optionIds)
    default:
      return command satisfies never
  }
}

async function answerTo(raw: unknown): Promise<Answering> {
  const { id, command } = Asking.parse(raw)
  try {
    return { id, ok: true, data: await run(command) }
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

process.on('message', (raw) => void answerTo(raw).then((answer) => process.send?.(answer)))
const gone = new Promise((resolve) => process.once('disconnect', resolve))
process.send?.({ id: 0, ok: true, data: null } satisfies Answering)
await gone
