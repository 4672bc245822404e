import type { FindingCode, MetricKey, ResourceKind } from '@diem-cau/signaling-contract/operations'

/**
 * A finding comes when the metric has been past a limit for `comesAfter` seconds and goes when it has been within `back` for
 * `goesAfter`: between `back` and `weak` nothing changes, so that a value at the edge does not flicker.
 */
export type Rule = {
  readonly code: FindingCode
  readonly metric: string
  /** `outside`: further from 0, either way. */
  readonly when: 'above' | 'below' | 'outside'
  /** Null: there is no such step. */
  readonly weak: number | null
  readonly bad: number | null
  readonly back: number
  readonly comesAfter: number
  readonly goesAfter: number
  /** It counts only in seconds in which the line was used to this share: an estimate that nobody tries to fill says nothing about the line. */
  readonly used?: { readonly sent: string; readonly estimate: string; readonly share: number }
  /** The figure that is told with the finding, where that of its metric says little to a person. */
  readonly tells?: string
}

/** What a rule of a kind may name. */
type RuleOf<K extends ResourceKind> = Rule & {
  readonly metric: MetricKey<K>
  readonly used?: { readonly sent: MetricKey<K>; readonly estimate: MetricKey<K> }
  readonly tells?: MetricKey<K>
}

const rule = <K extends ResourceKind>(rule: RuleOf<K>): Rule => rule
const endpoint = rule<'endpoint'>
const worker = rule<'worker'>
const node = rule<'node'>
const process = rule<'process'>
const service = rule<'service'>

const brief = { comesAfter: 5, goesAfter: 10 } as const
const steady = { comesAfter: 10, goesAfter: 15 } as const
const atRate = { tells: 'downKbit' } as const

/**
 * Below this share of its estimate a sender is in what libwebrtc calls the application limited region (AlrDetector, 65 %): its estimate does
 * not rise then, however fast the line is. The encoder of a room that sends little may call itself limited by it all the same.
 */
const ALR_SHARE = 0.65

/** A nightly backup that takes an hour is late after 26 hours. */
const BACKUP_LATE_DAYS = 26 / 24

/** Limits of loss, jitter and delay follow what ITU-T G.114 and G.1010 call good and tolerable for conversation. */
export const rules: Record<ResourceKind, readonly Rule[]> = {
  endpoint: [
    endpoint({ code: 'lossUp', metric: 'upLoss', when: 'above', weak: 3, bad: 8, back: 2, ...brief }),
    endpoint({ code: 'lossUp', metric: 'nodeUpLoss', when: 'above', weak: 3, bad: 8, back: 2, ...brief }),
    endpoint({ code: 'lossDown', metric: 'downLoss', when: 'above', weak: 3, bad: 8, back: 2, ...brief }),
    endpoint({ code: 'longWay', metric: 'rtt', when: 'above', weak: 300, bad: 600, back: 250, ...brief }),
    endpoint({ code: 'unsteady', metric: 'upJitter', when: 'above', weak: 40, bad: 100, back: 30, ...brief }),
    endpoint({ code: 'unsteady', metric: 'downJitter', when: 'above', weak: 40, bad: 100, back: 30, ...brief }),
    endpoint({
      code: 'slowUp',
      metric: 'bandwidthLimited',
      when: 'above',
      weak: 50,
      bad: 90,
      back: 25,
      ...brief,
      used: { sent: 'upKbit', estimate: 'upAvailable', share: ALR_SHARE },
      tells: 'upAvailable',
    }),
    endpoint({
      code: 'slowDown',
      metric: 'frozen',
      when: 'above',
      weak: 250,
      bad: 600,
      back: 100,
      ...brief,
      ...atRate,
    }),
    endpoint({ code: 'slowDown', metric: 'concealed', when: 'above', weak: 5, bad: 20, back: 3, ...brief, ...atRate }),
    endpoint({ code: 'cameraBlack', metric: 'cameraLuma', when: 'below', weak: 12, bad: 4, back: 16, ...brief }),
    endpoint({
      code: 'cameraFrozen',
      metric: 'cameraMotion',
      when: 'below',
      weak: null,
      bad: 0.1,
      back: 0.2,
      ...steady,
    }),
    endpoint({
      code: 'microphoneSilent',
      metric: 'microphone',
      when: 'below',
      weak: null,
      bad: -90,
      back: -85,
      ...steady,
    }),
    endpoint({ code: 'microphoneClips', metric: 'clipped', when: 'above', weak: 2, bad: 10, back: 1, ...brief }),
    endpoint({ code: 'echo', metric: 'echo', when: 'above', weak: 60, bad: 80, back: 40, ...brief }),
    endpoint({ code: 'starved', metric: 'cpuLimited', when: 'above', weak: 50, bad: 90, back: 25, ...brief }),
    endpoint({ code: 'starved', metric: 'pageLag', when: 'above', weak: 400, bad: 1000, back: 200, ...brief }),
  ],
  worker: [worker({ code: 'overloaded', metric: 'cpu', when: 'above', weak: 75, bad: 92, back: 65, ...steady })],
  node: [
    node({ code: 'lagging', metric: 'loopLag', when: 'above', weak: 200, bad: 1000, back: 100, ...brief }),
    node({ code: 'slowAnswer', metric: 'answer', when: 'above', weak: 300, bad: 1500, back: 150, ...steady }),
    node({ code: 'clockOff', metric: 'clockOffset', when: 'outside', weak: 1000, bad: 5000, back: 700, ...steady }),
    node({ code: 'overloaded', metric: 'machineCpu', when: 'above', weak: 85, bad: 96, back: 75, ...steady }),
    node({
      code: 'overloaded',
      metric: 'packetsDropped',
      when: 'above',
      weak: 10,
      bad: 200,
      back: 2,
      ...brief,
      tells: 'machineCpu',
    }),
    node({ code: 'memoryLow', metric: 'machineMemory', when: 'above', weak: 90, bad: 96, back: 87, ...steady }),
  ],
  process: [
    process({ code: 'lagging', metric: 'loopLag', when: 'above', weak: 200, bad: 1000, back: 100, ...brief }),
    process({ code: 'overloaded', metric: 'cpu', when: 'above', weak: 75, bad: 92, back: 65, ...steady }),
    process({ code: 'overloaded', metric: 'machineCpu', when: 'above', weak: 90, bad: 98, back: 80, ...steady }),
    process({ code: 'memoryLow', metric: 'machineMemory', when: 'above', weak: 90, bad: 96, back: 87, ...steady }),
  ],
  service: [
    service({ code: 'slowAnswer', metric: 'answer', when: 'above', weak: 150, bad: 1000, back: 75, ...brief }),
    service({
      code: 'diskFull',
      metric: 'used',
      when: 'above',
      weak: 85,
      bad: 95,
      back: 84,
      comesAfter: 0,
      goesAfter: 0,
    }),
    service({
      code: 'diskFull',
      metric: 'free',
      when: 'below',
      weak: 10_000,
      bad: 1000,
      back: 11_000,
      comesAfter: 0,
      goesAfter: 0,
    }),
    service({
      code: 'certificateEnds',
      metric: 'daysLeft',
      when: 'below',
      weak: 30,
      bad: 7,
      back: 30,
      comesAfter: 0,
      goesAfter: 0,
    }),
    service({
      code: 'diskFillsUp',
      metric: 'fullIn',
      when: 'below',
      weak: 30,
      bad: 5,
      back: 35,
      comesAfter: 0,
      goesAfter: 0,
    }),
    service({
      code: 'backupMissing',
      metric: 'backupAge',
      when: 'above',
      weak: BACKUP_LATE_DAYS,
      bad: 3,
      back: BACKUP_LATE_DAYS,
      comesAfter: 0,
      goesAfter: 0,
    }),
    service({ code: 'mailStuck', metric: 'waiting', when: 'above', weak: 50, bad: 500, back: 25, ...steady }),
    service({ code: 'turnRefused', metric: 'turnRefused', when: 'above', weak: 0, bad: 0, back: 0, ...brief }),
    service({ code: 'turnAway', metric: 'turnAway', when: 'above', weak: 0, bad: null, back: 0, ...brief }),
    service({
      code: 'turnCertificate',
      metric: 'turnCertificate',
      when: 'above',
      weak: 0,
      bad: null,
      back: 0,
      ...brief,
    }),
  ],
}
