import { expect, test, vi } from 'vitest'
import type { Collection } from './muteReports.ts'
import { type Hid, SpeakerphoneKey } from './SpeakerphoneKey.ts'

const item = (usage: number, isAbsolute: boolean) => ({ usages: [usage], reportSize: 1, reportCount: 1, isAbsolute })

/** A speakerphone with report 1, whose first bit is the key, and report 2, whose first bit is the lamp. */
class FakePhone extends EventTarget {
  opened = false
  readonly lamp: boolean[] = []
  readonly collections: Collection[]

  constructor(isSwitch = false) {
    super()
    this.collections = [
      {
        inputReports: [{ reportId: 1, items: [item(0x0b002f, isSwitch)] }],
        outputReports: [{ reportId: 2, items: [item(0x080009, true)] }],
      },
    ]
  }

  async open() {
    this.opened = true
  }

  async close() {
    this.opened = false
  }

  async sendReport(reportId: number, data: Uint8Array) {
    if (reportId === 2) this.lamp.push(data[0] === 1)
  }

  say(byte: number, reportId = 1) {
    const event = Object.assign(new Event('inputreport'), {
      reportId,
      data: new DataView(new Uint8Array([byte]).buffer),
    })
    this.dispatchEvent(event)
  }
}

class FakeHid extends EventTarget implements Hid {
  devices: FakePhone[] = []

  getDevices() {
    return Promise.resolve(this.devices)
  }

  plug(...devices: FakePhone[]) {
    this.devices = devices
    this.dispatchEvent(new Event('connect'))
  }
}

async function room(phone: FakePhone) {
  const hid = new FakeHid()
  hid.devices = [phone]
  let isMuted = false
  const key = new SpeakerphoneKey({
    hid,
    isMuted: () => isMuted,
    setMuted: (next) => {
      isMuted = next
      key.show()
    },
  })
  await vi.waitFor(() => expect(phone.opened).toBe(true))
  return { hid, key, isMuted: () => isMuted }
}

test('19.7 a press of the key mutes, the next one does not, and the lamp shows it', async () => {
  const phone = new FakePhone()
  const { isMuted } = await room(phone)
  phone.say(1)
  phone.say(0)
  expect([isMuted(), phone.lamp.at(-1)]).toEqual([true, true])
  phone.say(1)
  phone.say(1)
  phone.say(0)
  expect([isMuted(), phone.lamp.at(-1)], 'held is one press').toEqual([false, false])
  phone.say(1, 9)
  expect(isMuted(), 'another report').toBe(false)
})

test('19.7 a switch says how it stands', async () => {
  const phone = new FakePhone(true)
  const { isMuted } = await room(phone)
  phone.say(1)
  expect(isMuted()).toBe(true)
  phone.say(1)
  expect(isMuted()).toBe(true)
  phone.say(0)
  expect(isMuted()).toBe(false)
})

test('19.7 a speakerphone that is plugged in later is used, one that is pulled out is let go of', async () => {
  const first = new FakePhone()
  const { hid, isMuted } = await room(first)
  const second = new FakePhone()
  hid.plug(second)
  await vi.waitFor(() => expect(second.opened).toBe(true))
  second.say(1)
  expect(isMuted()).toBe(true)
  first.say(1)
  expect(isMuted(), 'it is gone').toBe(true)
})

test('19.7 once closed it does nothing', async () => {
  const phone = new FakePhone()
  const { key, isMuted } = await room(phone)
  key.close()
  phone.say(1)
  expect([isMuted(), phone.opened]).toEqual([false, false])
})
