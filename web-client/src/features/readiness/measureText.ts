import type { Measure } from '@diem-cau/signaling-contract/readiness'

const units: Partial<Record<Measure, string>> = {
  clockOffset: 'ms',
  pageLag: 'ms',
  cpuLimited: '%',
  diskFree: 'MB',
  keyframeMs: 'ms',
  noise: 'dB',
  level: 'dB',
  clipped: '%',
  toneAbove: 'dB',
  toneDelay: 'ms',
  echoAbove: 'dB',
  connectMs: 'ms',
  rtt: 'ms',
  jitter: 'ms',
  upKbit: 'kbit/s',
  downKbit: 'kbit/s',
  upLoss: '%',
  downLoss: '%',
}

const ways = { vi: ['UDP', 'TCP', 'qua cổng 443'], en: ['UDP', 'TCP', 'through port 443'] } as const

/** A figure with its unit, as people of the language write it: "1.200 kbit/s". */
export function measureText(measure: Measure, value: number, language: string): string {
  if (measure === 'path') return ways[language === 'en' ? 'en' : 'vi'][value] ?? String(value)
  const number = value.toLocaleString(language === 'en' ? 'en' : 'vi', { maximumFractionDigits: 1 })
  const unit = units[measure]
  return unit === undefined ? number : `${number} ${unit}`
}
