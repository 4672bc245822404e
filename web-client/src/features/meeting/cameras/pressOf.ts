import type { CameraPress } from '@diem-cau/signaling-contract'

const keys: Readonly<Record<string, CameraPress>> = {
  ArrowLeft: { kind: 'step', move: 'pan', direction: -1 },
  ArrowRight: { kind: 'step', move: 'pan', direction: 1 },
  ArrowUp: { kind: 'step', move: 'tilt', direction: 1 },
  ArrowDown: { kind: 'step', move: 'tilt', direction: -1 },
  '+': { kind: 'step', move: 'zoom', direction: 1 },
  '=': { kind: 'step', move: 'zoom', direction: 1 },
  '-': { kind: 'step', move: 'zoom', direction: -1 },
  '1': { kind: 'place', place: 0 },
  '2': { kind: 'place', place: 1 },
  '3': { kind: 'place', place: 2 },
}

/** What a key asks of the camera that is moved from afar; null: nothing. @param key as a KeyboardEvent names it */
export const pressOf = (key: string): CameraPress | null => (Object.hasOwn(keys, key) ? (keys[key] ?? null) : null)
