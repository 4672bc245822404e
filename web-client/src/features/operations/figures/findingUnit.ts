import type { FindingCode, Unit } from '@diem-cau/signaling-contract/operations'

/** The unit of the number that a finding was found by; null: the number says nothing to a person. */
export const findingUnit = {
  slowUp: 'percent',
  // Found by two metrics, which have different units.
  slowDown: null,
  lossUp: 'percent',
  lossDown: 'percent',
  longWay: 'ms',
  unsteady: 'ms',
  cameraBlack: null,
  cameraFrozen: null,
  microphoneSilent: 'dBFS',
  microphoneQuiet: 'dBFS',
  microphoneClips: 'percent',
  echo: 'percent',
  // Found by more than one metric, which have different units.
  starved: null,
  oldBrowser: null,
  relayed: null,
  cut: null,
  overloaded: 'percent',
  lagging: 'ms',
  memoryLow: 'percent',
  clockOff: 'ms',
  noAnswer: null,
  slowAnswer: 'ms',
  diskFull: null,
  certificateEnds: 'days',
  mailStuck: 'count',
  turnRefused: null,
  turnAway: null,
  turnCertificate: null,
  draining: null,
  notReady: null,
  notReadySoon: null,
  helpCalled: null,
} as const satisfies Record<FindingCode, Unit | null>
