import { DeviceId } from '@diem-cau/signaling-contract'
import { tabStorage } from './storage.ts'

const KEY = 'diem-cau.deviceId'

/** This tab's id, the same over reloads: a tab never has to take over from itself (SPEC 3.4). */
export function deviceId(): DeviceId {
  const kept = DeviceId.safeParse(tabStorage.get(KEY))
  if (kept.success) return kept.data
  const fresh = DeviceId.parse(`d-${randomId()}`)
  tabStorage.set(KEY, fresh)
  return fresh
}

/** Names this device as a person would, e.g. "Chrome, Windows". */
export function deviceName(userAgent: string = navigator.userAgent): string {
  return `${browserName(userAgent)}, ${systemName(userAgent)}`
}

/** Makes 128 random bits, as hex. `crypto.randomUUID` is missing outside secure contexts, this is not. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function browserName(ua: string): string {
  if (/Edg\//.test(ua)) return 'Edge'
  if (/coc_coc/i.test(ua)) return 'Cốc Cốc'
  if (/OPR\//.test(ua)) return 'Opera'
  if (/Firefox\//.test(ua)) return 'Firefox'
  if (/Chrom(e|ium)\//.test(ua)) return 'Chrome'
  if (/Safari\//.test(ua)) return 'Safari'
  return 'Web'
}

function systemName(ua: string): string {
  if (/Android/.test(ua)) return 'Android'
  if (/iPhone|iPad/.test(ua)) return 'iOS'
  if (/Windows/.test(ua)) return 'Windows'
  if (/Mac OS X/.test(ua)) return 'macOS'
  if (/Linux|X11/.test(ua)) return 'Linux'
  return 'PC'
}
