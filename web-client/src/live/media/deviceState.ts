import type { DeviceProblem } from './deviceProblem.ts'

/** A camera or microphone as views show it. */
export type LocalDeviceState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | OpenDevice
  | { readonly kind: 'problem'; readonly problem: DeviceProblem }

interface OpenDevice {
  readonly kind: 'on'
  readonly track: MediaStreamTrack
  readonly deviceId: string
  /** The system or a switch on the device mutes it: the track is there but empty. */
  readonly silent: boolean
}

/**
 * A camera or microphone that a person wants, or does not. `attempt` counts how often it was opened: what an
 * earlier attempt still brings is given back, as the browser's question cannot be withdrawn.
 */
export type DeviceState = { readonly attempt: number } & (
  | { readonly kind: 'off' }
  | Opening
  | { readonly kind: 'on'; readonly open: OpenDevice }
  /** Another device is being opened, and this one is used until it is there. */
  | { readonly kind: 'replacing'; readonly open: OpenDevice }
  | { readonly kind: 'problem'; readonly problem: DeviceProblem }
)

interface Opening {
  readonly kind: 'opening'
  /** `together`: camera and microphone are asked for with one question, by `openTogether`. */
  readonly asks: 'alone' | 'together'
  /** The problem because of which it is opened anew; null when the person wants it. */
  readonly after: DeviceProblem | null
  /** Something was plugged in or out meanwhile, so that a failure may be out of date. */
  readonly changed: boolean
}

export type DeviceEvent =
  | { readonly type: 'wanted'; readonly asks: Opening['asks'] }
  /** Something else is asked of the device from now on. */
  | { readonly type: 'renewed' }
  /** The common question failed: this device is asked for by itself. */
  | { readonly type: 'leftAlone'; readonly attempt: number }
  | { readonly type: 'selected'; readonly deviceId: string }
  | { readonly type: 'opened'; readonly attempt: number; readonly open: OpenDevice }
  | { readonly type: 'failed'; readonly attempt: number; readonly problem: DeviceProblem }
  | { readonly type: 'silenced'; readonly silent: boolean }
  /** It was unplugged, or the system took it. */
  | { readonly type: 'ended' }
  | { readonly type: 'devicesChanged' }
  | { readonly type: 'stopped' }

export const deviceOff: DeviceState = { kind: 'off', attempt: 0 }

export function shownAs(state: DeviceState): LocalDeviceState {
  switch (state.kind) {
    case 'off':
      return { kind: 'off' }
    case 'opening':
      return { kind: 'starting' }
    case 'on':
    case 'replacing':
      return state.open
    case 'problem':
      return { kind: 'problem', problem: state.problem }
    default:
      return state satisfies never
  }
}

/** The attempt in which this device asks the browser by itself; null when it does not. */
export function askedIn(state: DeviceState): number | null {
  return state.kind === 'replacing' || (state.kind === 'opening' && state.asks === 'alone') ? state.attempt : null
}

export function trackIn(state: DeviceState): MediaStreamTrack | null {
  return state.kind === 'on' || state.kind === 'replacing' ? state.open.track : null
}

/** The state after the event; the same object when it changes nothing. */
export function nextDevice(state: DeviceState, event: DeviceEvent): DeviceState {
  const { attempt } = state
  switch (event.type) {
    case 'wanted':
      return state.kind === 'off' || state.kind === 'problem' ? opening(attempt, null, event.asks) : state
    case 'leftAlone':
      return state.kind === 'opening' && event.attempt === attempt && state.asks === 'together'
        ? { ...state, asks: 'alone' }
        : state
    case 'selected':
      return afterSelection(state, event.deviceId)
    case 'renewed':
      return state.kind === 'on' || state.kind === 'replacing'
        ? { kind: 'replacing', attempt: attempt + 1, open: state.open }
        : state
    case 'opened':
      return isOpening(state) && event.attempt === attempt ? { kind: 'on', attempt, open: event.open } : state
    case 'failed':
      return isOpening(state) && event.attempt === attempt ? afterFailure(state, event.problem) : state
    case 'silenced':
      return (state.kind === 'on' || state.kind === 'replacing') && state.open.silent !== event.silent
        ? { ...state, open: { ...state.open, silent: event.silent } }
        : state
    case 'ended':
      return state.kind === 'on' || state.kind === 'replacing' ? opening(attempt, 'vanished') : state
    case 'devicesChanged':
      if (state.kind === 'opening') return state.changed ? state : { ...state, changed: true }
      return state.kind === 'problem' && mayPass(state.problem) ? opening(attempt, state.problem) : state
    case 'stopped':
      return state.kind === 'off' ? state : { kind: 'off', attempt }
    default:
      return event satisfies never
  }
}

function opening(before: number, after: DeviceProblem | null, asks: Opening['asks'] = 'alone'): DeviceState {
  return { kind: 'opening', attempt: before + 1, asks, after, changed: false }
}

function isOpening(state: DeviceState): boolean {
  return state.kind === 'opening' || state.kind === 'replacing'
}

function afterSelection(state: DeviceState, deviceId: string): DeviceState {
  const { attempt } = state
  switch (state.kind) {
    case 'off':
      return state
    case 'opening':
    case 'problem':
      return opening(attempt, null)
    case 'on':
    case 'replacing':
      if (state.open.deviceId !== deviceId) return { kind: 'replacing', attempt: attempt + 1, open: state.open }
      return state.kind === 'on' ? state : { kind: 'on', attempt, open: state.open }
    default:
      return state satisfies never
  }
}

function afterFailure(state: DeviceState, found: DeviceProblem): DeviceState {
  const { attempt } = state
  if (state.kind !== 'opening') return { kind: 'problem', attempt, problem: found }
  // A device that vanished is missed by its person: that there is no other one says less.
  const problem = found === 'notFound' && state.after ? state.after : found
  return state.changed && mayPass(problem) ? opening(attempt, problem) : { kind: 'problem', attempt, problem }
}

/** True when plugging a device in may help. */
function mayPass(problem: DeviceProblem): boolean {
  return problem === 'vanished' || problem === 'notFound' || problem === 'inUse'
}
