import { expect, test } from 'vitest'
import { factsOf } from '../../testing/invitationFacts.ts'
import { NOON } from '../../testing/people.ts'
import { startMailServer } from '../../testing/startMailServer.ts'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import { createTransport } from './createTransport.ts'
import { newMail } from './InvitationMails.ts'
import { CLAIM_MS, type NewMail, OutboxStore } from './OutboxStore.ts'
import { OutboxWorker } from './OutboxWorker.ts'

const MINUTE = 60_000
const mailTo = (address: string): NewMail =>
  newMail(
    'invitation',
    factsOf(),
    { invitee: 'u:o-mon', address, name: 'Phường Thới An', unitName: 'Phường Thới An', rsvp: true },
    {},
  )

describeStores((open) => {
  async function outboxWith(...addresses: string[]) {
    const { db } = await open()
    const outbox = new OutboxStore(db)
    await outbox.add(db, addresses.map(mailTo), NOON)
    const all = { all: true, branches: [], units: [] }
    const states = async () => (await outbox.list({ limit: 200 }, all, factsOf().chair.accountId)).items
    return { db, outbox, states }
  }

  function workerTo(outbox: OutboxStore, port: number, clock: () => number) {
    return new OutboxWorker({
      outbox,
      clock,
      logger: silent,
      transport: createTransport({ smtp: { host: '127.0.0.1', port, secure: false, auth: null } }),
      compose: async (mail) => ({
        from: 'office@example.vn',
        to: mail.to.address,
        subject: mail.subject,
        text: 'x',
        messageId: `<${mail.mailId}@example.vn>`,
      }),
    })
  }

  test('every mail is sent once, however many processes send', async () => {
    const server = await startMailServer()
    const addresses = Array.from({ length: 30 }, (_, i) => `ward${i}@example.vn`)
    const { outbox, db, states } = await outboxWith(...addresses)
    const workers = [outbox, new OutboxStore(db), new OutboxStore(db)].map((store) =>
      workerTo(store, server.port, () => NOON),
    )
    await Promise.all(workers.map((worker) => worker.runDue()))
    await Promise.all(workers.map((worker) => worker.close()))
    expect(server.mails.map(({ to }) => to).sort()).toEqual([...addresses].sort())
    expect(new Set((await states()).map(({ state }) => state))).toEqual(new Set(['sent']))
  })

  test('6.6 a mail that cannot be read is told as failed, and does not hold up those that come with it', async () => {
    const server = await startMailServer()
    const { outbox, db, states } = await outboxWith('bad@example.vn', 'b@example.vn', 'c@example.vn')
    await db.updateTable('outbox').set({ content: '{' }).where('to_address', '=', 'bad@example.vn').execute()
    const worker = workerTo(outbox, server.port, () => NOON)
    await worker.runDue()
    await worker.close()
    expect(server.mails.map(({ to }) => to).toSorted()).toEqual(['b@example.vn', 'c@example.vn'])
    expect(
      (await states()).map(({ to, state, lastError }) => `${to} ${state} ${lastError.split(':')[0]}`).toSorted(),
    ).toEqual(['b@example.vn sent ', 'bad@example.vn failed unreadable', 'c@example.vn sent '])
  })

  test('a server that is down: the mail waits, is tried again after a minute, then less and less often', async () => {
    const { outbox, states } = await outboxWith('ward@example.vn')
    let now = NOON
    const gone = await startMailServer()
    await gone.close()
    const worker = workerTo(outbox, gone.port, () => now)
    for (const minutes of [1, 2, 5, 15, 30, 60, 120, 240, 360, 360]) {
      await worker.runDue()
      expect((await states())[0]).toMatchObject({ state: 'waiting', nextTryAt: now + minutes * MINUTE })
      now += minutes * MINUTE
    }
    expect((await states())[0]?.lastError).toMatch(/ECONNREFUSED/)
    await worker.close()
    const server = await startMailServer()
    const second = workerTo(outbox, server.port, () => now)
    await second.runDue()
    await second.close()
    expect(server.mails).toHaveLength(1)
    expect((await states())[0]).toMatchObject({ state: 'sent', tries: 11, lastError: '', sentAt: now })
  })

  test('it is given up after three days, and can be sent anew by hand', async () => {
    const { db, outbox, states } = await outboxWith('ward@example.vn')
    let now = NOON
    const gone = await startMailServer()
    await gone.close()
    const worker = workerTo(outbox, gone.port, () => now)
    for (let tries = 0; tries < 20; tries += 1, now += 6 * 60 * MINUTE) await worker.runDue()
    const [mail] = await states()
    expect(mail).toMatchObject({ state: 'failed', nextTryAt: null, tries: 20 })
    expect(await outbox.retry(db, mail?.mailId ?? '', now)).toBe(true)
    expect((await states())[0]).toMatchObject({ state: 'waiting', nextTryAt: now, tries: 0 })
    expect(await outbox.retry(db, 'mail.none', now)).toBe(false)
    await worker.close()
  })

  test('an address that the server refuses for good fails at once; one that it puts off waits', async () => {
    const server = await startMailServer({ refuse: { 'nobody@example.vn': 550, 'busy@example.vn': 450 } })
    const { outbox, states } = await outboxWith('nobody@example.vn', 'busy@example.vn', 'ward@example.vn')
    const worker = workerTo(outbox, server.port, () => NOON)
    await worker.runDue()
    await worker.close()
    const byAddress = new Map((await states()).map((mail) => [mail.to, mail]))
    expect(byAddress.get('nobody@example.vn')).toMatchObject({
      state: 'failed',
      tries: 1,
      lastError: expect.stringContaining('550'),
    })
    expect(byAddress.get('busy@example.vn')).toMatchObject({ state: 'waiting', nextTryAt: NOON + MINUTE })
    expect(byAddress.get('ward@example.vn')).toMatchObject({ state: 'sent' })
  })

  test('a mail whose sender died is sent by the next one when the claim is over, under the same Message-ID', async () => {
    const server = await startMailServer()
    const { outbox, states } = await outboxWith('ward@example.vn')
    const [claimed] = await outbox.claim(NOON, 1)
    expect(await outbox.claim(NOON + CLAIM_MS - 1, 1)).toEqual([])
    const worker = workerTo(outbox, server.port, () => NOON + CLAIM_MS)
    await worker.runDue()
    await worker.close()
    expect(server.mails.map(({ messageId }) => messageId)).toEqual([`<${claimed?.mailId}@example.vn>`])
    expect((await states())[0]).toMatchObject({ state: 'sent', tries: 2 })
  })

  test('what is over when its time comes is dropped', async () => {
    const server = await startMailServer()
    const { outbox, states } = await outboxWith('ward@example.vn')
    const worker = new OutboxWorker({
      outbox,
      clock: () => NOON,
      logger: silent,
      transport: createTransport({ smtp: { host: '127.0.0.1', port: server.port, secure: false, auth: null } }),
      compose: async () => ({ dropped: 'the meeting is over' }),
    })
    await worker.runDue()
    await worker.close()
    expect(server.mails).toEqual([])
    expect((await states())[0]).toMatchObject({ state: 'dropped', lastError: 'the meeting is over' })
  })

  test('pages go on where the last one ended, words are found without accents, states are told apart', async () => {
    const { outbox } = await outboxWith(...Array.from({ length: 5 }, (_, i) => `ward${i}@example.vn`))
    const reader = factsOf().chair.accountId
    const all = { all: true, branches: [], units: [] }
    const first = await outbox.list({ limit: 3 }, all, reader)
    const second = await outbox.list({ limit: 3, cursor: first.next ?? '' }, all, reader)
    expect([first.total, first.items.length, second.items.length, second.next]).toEqual([5, 3, 2, null])
    expect(new Set([...first.items, ...second.items].map(({ to }) => to)).size).toBe(5)
    expect((await outbox.list({ limit: 9, q: 'thoi an giay moi' }, all, reader)).total).toBe(5)
    expect((await outbox.list({ limit: 9, q: '%' }, all, reader)).total).toBe(0)
    expect((await outbox.list({ limit: 9, state: 'sent' }, all, reader)).total).toBe(0)
    expect((await outbox.list({ limit: 9 }, { all: false, branches: [], units: [] }, reader)).total).toBe(0)
    await expect(outbox.list({ limit: 3, cursor: 'bad' }, all, reader)).rejects.toMatchObject({ code: 'badRequest' })
  })
})
