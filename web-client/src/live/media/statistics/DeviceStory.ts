import type { DeviceEvent } from '@diem-cau/signaling-contract/operations'
import type { LocalDeviceState } from '../deviceState.ts'

type What = DeviceEvent['what']

/** Tells of a camera or microphone what happened to it and nobody here wanted. What is lost may come back. */
export class DeviceStory {
  readonly #kind: 'camera' | 'microphone'
  #state: LocalDeviceState
  #isLost = false

  constructor(kind: 'camera' | 'microphone', state: LocalDeviceState) {
    this.#kind = kind
    this.#state = state
  }

  /** @returns what happened; null: nothing that somebody would ask about */
  on(state: LocalDeviceState): What | null {
    const before = this.#state
    this.#state = state
    switch (state.kind) {
      case 'off':
        // Somebody here switched it off, also one that was lost.
        this.#isLost = false
        return null
      case 'on': {
        const wasLost = this.#isLost
        this.#isLost = false
        return wasLost ? `${this.#kind}Back` : null
      }
      case 'starting':
      case 'problem': {
        // A device that nobody switched off is opened anew because it vanished, or the system took it.
        const isLost = before.kind === 'on'
        this.#isLost ||= isLost
        if (isLost) return `${this.#kind}Lost`
        const wasRefused = before.kind === 'problem' && before.problem === 'denied'
        return state.kind === 'problem' && state.problem === 'denied' && !wasRefused ? `${this.#kind}Refused` : null
      }
      default:
        return state satisfies never
    }
  }
}
