import { type Collection, findMute, type MuteReports, readBit, writeBit } from './muteReports.ts'

/** The part of WebHID that is used; TypeScript's DOM has none yet (https://wicg.github.io/webhid/). */
interface Device extends EventTarget {
  readonly opened: boolean
  readonly collections: readonly Collection[]
  open(): Promise<void>
  close(): Promise<void>
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>
}
interface InputReport extends Event {
  readonly reportId: number
  readonly data: DataView
}
export interface Hid extends EventTarget {
  getDevices(): Promise<Device[]>
}

interface Options {
  readonly hid: Hid
  readonly isMuted: () => boolean
  readonly setMuted: (isMuted: boolean) => void
}

/** True where the browser has WebHID: Chromium's, over HTTPS. */
export const browserHid = (): Hid | null =>
  'hid' in navigator && navigator.hid instanceof EventTarget ? (navigator.hid as Hid) : null

/**
 * The mute key of a speakerphone: muted there is muted here, and its lamp shows what is so here. Only devices that the browser may use
 * are: by the policy of a room's PC (infra/room), or because somebody chose them once.
 */
export class SpeakerphoneKey {
  readonly #options: Options
  readonly #held = new Map<Device, MuteReports>()
  #wasPressed = false
  #isClosed = false

  constructor(options: Options) {
    this.#options = options
    options.hid.addEventListener('connect', this.#look)
    options.hid.addEventListener('disconnect', this.#look)
    this.#look()
  }

  /** Shows on the speakerphone what is so here. */
  show(isMuted = this.#options.isMuted()): void {
    for (const [device, { lamp }] of this.#held) {
      if (lamp) device.sendReport(lamp.reportId, writeBit(lamp.bytes, lamp.offset, isMuted)).catch(() => undefined)
    }
  }

  close(): void {
    this.#isClosed = true
    this.#options.hid.removeEventListener('connect', this.#look)
    this.#options.hid.removeEventListener('disconnect', this.#look)
    for (const device of this.#held.keys()) {
      device.removeEventListener('inputreport', this.#onReport)
      device.close().catch(() => undefined)
    }
    this.#held.clear()
  }

  #look = (): void => {
    this.#take().catch(() => undefined)
  }

  async #take(): Promise<void> {
    const devices = await this.#options.hid.getDevices()
    for (const device of this.#held.keys()) if (!devices.includes(device)) this.#held.delete(device)
    for (const device of devices) {
      const mute = findMute(device.collections)
      if (!mute || this.#held.has(device)) continue
      if (!device.opened) await device.open()
      if (this.#isClosed) return void device.close()
      device.addEventListener('inputreport', this.#onReport)
      this.#held.set(device, mute)
    }
    this.show()
  }

  #onReport = (event: Event): void => {
    const { reportId, data } = event as InputReport
    const mute = this.#held.get(event.target as Device)
    if (!mute || mute.key.reportId !== reportId) return
    const isSet = readBit(data, mute.key.offset)
    const { isMuted, setMuted } = this.#options
    if (!mute.key.isToggle) {
      if (isSet !== isMuted()) setMuted(isSet)
      return
    }
    // A key is told twice, as it goes down and up.
    if (isSet && !this.#wasPressed) setMuted(!isMuted())
    this.#wasPressed = isSet
  }
}
