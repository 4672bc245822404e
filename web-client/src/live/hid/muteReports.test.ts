import { expect, test } from 'vitest'
import { type Collection, findMute, readBit, writeBit } from './muteReports.ts'

const bit = (usages: number[], more: object = {}) => ({
  usages,
  isRange: false,
  isArray: false,
  isAbsolute: true,
  reportSize: 1,
  reportCount: usages.length,
  ...more,
})
const padding = (bits: number) => ({ usages: [], isConstant: true, isArray: false, reportSize: bits, reportCount: 1 })

/** Made up after the layout that conference speakerphones share: hook switch, mute, flash, then padding; lamps in report 2. */
const speakerphone: Collection[] = [
  {
    inputReports: [
      {
        reportId: 1,
        items: [
          bit([0x0b0020]),
          bit([0x0b002f], { isAbsolute: false }),
          bit([0x0b0021], { isAbsolute: false }),
          padding(13),
        ],
      },
    ],
    outputReports: [{ reportId: 2, items: [bit([0x080017]), bit([0x080009]), bit([0x080018]), padding(5)] }],
  },
]

test('19.7 the mute key and its lamp are found by their usages, wherever they are in a report', () => {
  expect(findMute(speakerphone)).toEqual({
    key: { reportId: 1, offset: 1, isToggle: true },
    lamp: { reportId: 2, offset: 1, bytes: 1 },
  })
})

test('19.7 a switch that says whether it is muted is no key', () => {
  const collections = [{ inputReports: [{ reportId: 8, items: [padding(16), bit([0x0b002f])] }] }]
  expect(findMute(collections)).toEqual({ key: { reportId: 8, offset: 16, isToggle: false }, lamp: null })
})

test('19.7 usages told as a range, and several in one item', () => {
  const range = {
    isRange: true,
    usageMinimum: 0x0b0020,
    usageMaximum: 0x0b002f,
    reportSize: 1,
    reportCount: 16,
    isAbsolute: false,
  }
  expect(findMute([{ inputReports: [{ reportId: 0, items: [range] }] }])?.key.offset).toBe(15)
  const several = bit([0x0b0020, 0x0b002f])
  expect(findMute([{ inputReports: [{ reportId: 3, items: [several] }] }])?.key.offset).toBe(1)
})

test('19.7 a device without that key is none, nor is one whose key is a number in a list', () => {
  expect(findMute([{ inputReports: [{ reportId: 1, items: [bit([0x0c00e9])] }] }]), 'volume keys').toBeNull()
  expect(findMute([{ inputReports: [{ reportId: 1, items: [bit([0x0b002f], { isArray: true })] }] }])).toBeNull()
  expect(findMute([])).toBeNull()
})

test('19.7 a bit is read and written where it is, and a short report has none', () => {
  const view = (...bytes: number[]) => new DataView(new Uint8Array(bytes).buffer)
  expect([readBit(view(0b10), 1), readBit(view(0b10), 0), readBit(view(0, 1), 8), readBit(view(1), 8)]).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect([...writeBit(2, 9, true)]).toEqual([0, 0b10])
  expect([...writeBit(2, 9, false)]).toEqual([0, 0])
})
