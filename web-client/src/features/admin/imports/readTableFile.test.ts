import { importLimits } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { readTableFile } from './readTableFile.ts'

const fileOf = (...bytes: number[]) => new Blob([Uint8Array.from(bytes)])

test('text is taken in UTF-8 with or without its mark, and as Excel writes "Unicode text"', async () => {
  expect(await readTableFile(new Blob(['mã,tên']))).toEqual({ csv: 'mã,tên' })
  expect(await readTableFile(new Blob(['\uFEFFmã,tên']))).toEqual({ csv: 'mã,tên' })
  expect(await readTableFile(fileOf(0xff, 0xfe, 0x6d, 0, 0xe3, 0))).toEqual({ csv: 'mã' })
})

test('an Excel file is taken whatever it is called, byte by byte', async () => {
  const bytes = [0x50, 0x4b, ...Array.from({ length: 70_000 }, (_, i) => i % 256)]
  const read = await readTableFile(fileOf(...bytes))
  expect('xlsx' in read && Array.from(atob(read.xlsx ?? ''), (sign) => sign.charCodeAt(0))).toEqual(bytes)
})

test('what cannot be read is told apart: an old Excel file, another encoding, too much, nothing', async () => {
  expect(await readTableFile(fileOf(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toEqual({ failure: 'oldExcel' })
  expect(await readTableFile(fileOf(0x50, 0x68, 0xad, 0xea))).toEqual({ failure: 'notText' })
  expect(await readTableFile(new Blob([]))).toEqual({ failure: 'notText' })
  expect(await readTableFile(new Blob(['PK', new Uint8Array(importLimits.xlsxBytes)]))).toEqual({ failure: 'tooLarge' })
})
