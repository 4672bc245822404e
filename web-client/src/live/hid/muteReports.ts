/**
 * What of a speakerphone's HID reports is its mute key and its mute lamp. Usages: HID Usage Tables 1.5, Telephony Device page (0x0B)
 * "Phone Mute" (0x2F), LED page (0x08) "Mute" (0x09). Items: Device Class Definition for HID 1.11, as WebHID tells them.
 */

const PHONE_MUTE = 0x0b_00_2f
const LED_MUTE = 0x08_00_09

/** One field of a report, of what WebHID tells of it (HIDReportItem). */
interface Item {
  readonly usages?: readonly number[] | undefined
  readonly isRange?: boolean | undefined
  readonly usageMinimum?: number | undefined
  readonly usageMaximum?: number | undefined
  readonly isArray?: boolean | undefined
  readonly isAbsolute?: boolean | undefined
  readonly hasPreferredState?: boolean | undefined
  readonly reportSize?: number | undefined
  readonly reportCount?: number | undefined
}

interface Report {
  readonly reportId?: number | undefined
  readonly items?: readonly Item[] | undefined
}

export interface Collection {
  readonly inputReports?: readonly Report[] | undefined
  readonly outputReports?: readonly Report[] | undefined
}

/** A single bit of a report. */
interface Bit {
  readonly reportId: number
  readonly offset: number
}

/** `key`: set while the key is pressed (`isToggle`), or while the speakerphone is muted. `lamp`: null where there is none. */
export interface MuteReports {
  readonly key: Bit & { readonly isToggle: boolean }
  readonly lamp: (Bit & { readonly bytes: number }) | null
}

/** Finds the mute key of a device in what it says of itself. @returns null for a device that has none */
export function findMute(collections: readonly Collection[]): MuteReports | null {
  const key = find(
    collections.flatMap(({ inputReports }) => inputReports ?? []),
    PHONE_MUTE,
  )
  if (key === null) return null
  const lamp = find(
    collections.flatMap(({ outputReports }) => outputReports ?? []),
    LED_MUTE,
  )
  return {
    // Relative: each press is one change (a one-shot control). Absolute: the bit is the state of a switch.
    key: { reportId: key.reportId, offset: key.offset, isToggle: !(key.item.isAbsolute ?? true) },
    lamp: lamp && { reportId: lamp.reportId, offset: lamp.offset, bytes: lamp.bytes },
  }
}

/** Reads the bit of a report; false where the report is shorter. @param data without the report's id, as WebHID has it */
export function readBit(data: DataView, offset: number): boolean {
  const byte = offset >> 3
  return byte < data.byteLength && ((data.getUint8(byte) >> (offset & 7)) & 1) === 1
}

/** A report of `bytes` bytes with this one bit. */
export function writeBit(bytes: number, offset: number, isOn: boolean): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes)
  if (isOn) data[offset >> 3] = 1 << (offset & 7)
  return data
}

function find(reports: readonly Report[], usage: number) {
  for (const { reportId = 0, items = [] } of reports) {
    let offset = 0
    let found: { readonly offset: number; readonly item: Item } | null = null
    for (const item of items) {
      const { reportSize = 0, reportCount = 0, isArray = false } = item
      const place = isArray || reportSize !== 1 ? -1 : placeOf(item, usage)
      if (place >= 0 && place < reportCount) found ??= { offset: offset + place, item }
      offset += reportSize * reportCount
    }
    if (found) return { reportId, ...found, bytes: Math.ceil(offset / 8) }
  }
  return null
}

/** Which of the item's bits has the usage; -1: none. */
function placeOf({ usages = [], isRange = false, usageMinimum = 0, usageMaximum = -1 }: Item, usage: number): number {
  if (!isRange) return usages.indexOf(usage)
  return usage >= usageMinimum && usage <= usageMaximum ? usage - usageMinimum : -1
}
