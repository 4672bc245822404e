import type { Unit } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import { formatFigure, UNREAD } from './formatFigure.ts'

/** A space that does not break, as it stands between a number and its unit. */
const plain = (text: string) => text.replaceAll(' ', '_')

describe('figures are written as Vietnamese read them', () => {
  test.each<[number, Unit, string]>([
    [18.4, 'ms', '18_ms'],
    [1_204, 'ms', '1.204_ms'],
    [12_300, 'ms', '12,3_s'],
    [0, 'percent', '0_%'],
    [0.42, 'percent', '0,4_%'],
    [9.96, 'percent', '10_%'],
    [18.2, 'percent', '18_%'],
    [310.4, 'kbit/s', '310_kbit/s'],
    [999.6, 'kbit/s', '1,0_Mbit/s'],
    [1_540, 'kbit/s', '1,5_Mbit/s'],
    [120_400, 'kbit/s', '120_Mbit/s'],
    [1_200_000, 'kbit/s', '1,2_Gbit/s'],
    [24.6, '1/s', '25/s'],
    [360, 'pixels', '360p'],
    [1_080, 'pixels', '1080p'],
    [-32.4, 'dBFS', '-32_dB'],
    [512, 'MB', '512_MB'],
    [182_000, 'MB', '182,0_GB'],
    [4.14, 'score', '4,1'],
    [1_234, 'count', '1.234'],
    [112.2, 'luma', '112'],
  ])('%d %s is %s', (value, unit, text) => {
    expect(plain(formatFigure(value, unit, 'vi'))).toBe(text)
  })

  test('in English with a point', () => {
    expect(plain(formatFigure(1_540, 'kbit/s', 'en'))).toBe('1.5_Mbit/s')
  })

  test('what could not be read is never 0', () => {
    for (const value of [null, undefined, NaN, Infinity]) expect(formatFigure(value, 'percent', 'vi')).toBe(UNREAD)
  })
})
