import { OwnerId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { silent } from '../../../testing/temporaryStore.ts'
import { inRequest } from '@diem-cau/sfu-contract/tracing'
import { type ControlLine, SfuClient } from './SfuClient.ts'

/** A node that notes what it is asked. */
class Listening implements ControlLine {
  readonly connected = true
  readonly active = true
  readonly asked: unknown[] = []
  on = () => this
  connect = () => this
  disconnect = () => this
  timeout = () => ({
    emitWithAck: async (_event: 'request', message: unknown) => {
      this.asked.push(message)
      return { ok: true, data: {} }
    },
  })
}

test('a media node is told for which request it is asked, also after a wait, and nothing outside of one', async () => {
  const line = new Listening()
  const client = new SfuClient({
    url: 'http://127.0.0.1:1',
    secret: 's',
    owner: OwnerId.parse('o'),
    logger: silent,
    open: () => line,
  })
  const close = () => client.request('meeting:close', { meetingId: 'm.1' as never })
  await Promise.all(
    ['r-1', 'r-2'].map((requestId) =>
      inRequest(requestId, async () => {
        await Promise.resolve()
        await close()
      }),
    ),
  )
  await close()
  const request = { name: 'meeting:close', data: { meetingId: 'm.1' } }
  expect(line.asked).toEqual([{ ...request, requestId: 'r-1' }, { ...request, requestId: 'r-2' }, request])
})
