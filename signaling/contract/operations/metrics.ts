/**
 * The tables of metrics. Samples are lists in their order, so a new metric goes to the end of its table, and one that is
 * gone keeps its place: samples are kept for two years.
 */
import { z } from 'zod'

/** `sum` adds up over a longer time, `mean` and `max` say what it was like, `last` is a level. */
type Over = 'mean' | 'max' | 'sum' | 'last'

export type Unit = 'ms' | 'percent' | 'kbit/s' | '1/s' | 'count' | 'pixels' | 'dBFS' | 'MB' | 'score' | 'days' | 'luma'

export type Metric = { readonly key: string; readonly unit: Unit; readonly over: Over }

const metric = <K extends string>(key: K, unit: Unit, over: Over) => ({ key, unit, over }) as const

/** `up`: from the room to the media node. Read in the room's browser (getStats), but those that begin with `node`, which its media node read. */
export const ENDPOINT_METRICS = [
  metric('rtt', 'ms', 'mean'),
  metric('upKbit', 'kbit/s', 'mean'),
  metric('downKbit', 'kbit/s', 'mean'),
  metric('upLoss', 'percent', 'mean'),
  metric('downLoss', 'percent', 'mean'),
  metric('upJitter', 'ms', 'mean'),
  metric('downJitter', 'ms', 'mean'),
  /** What the browser believes that the line up carries. */
  metric('upAvailable', 'kbit/s', 'mean'),
  /** Sound that had to be made up because its packets came late or never, of all that was played. */
  metric('concealed', 'percent', 'mean'),
  /** Time in which a picture that should have moved stood. */
  metric('frozen', 'ms', 'sum'),
  metric('upFrames', '1/s', 'mean'),
  metric('upHeight', 'pixels', 'last'),
  /** The picture on this screen that moves least, of those that send. */
  metric('downFrames', '1/s', 'mean'),
  metric('downHeight', 'pixels', 'last'),
  metric('pictures', 'count', 'last'),
  /** Share of the time in which the encoder sent less than it was asked, for want of CPU; of bandwidth. */
  metric('cpuLimited', 'percent', 'mean'),
  metric('bandwidthLimited', 'percent', 'mean'),
  /** Loudness of the microphone, -100 .. 0; null while it is off. */
  metric('microphone', 'dBFS', 'max'),
  /** Share of the time in which the microphone was at its limit. */
  metric('clipped', 'percent', 'mean'),
  /** How much the microphone follows the loudspeaker, 0 .. 100. */
  metric('echo', 'percent', 'max'),
  /** Brightness of the camera's picture, 0 black .. 255; null while it is off. */
  metric('cameraLuma', 'luma', 'mean'),
  /** How much the camera's picture changed, mean difference of a pixel, 0 .. 255. A picture of a real camera is never 0. */
  metric('cameraMotion', 'luma', 'max'),
  /** The page's own loop was late by as much: a starved PC. */
  metric('pageLag', 'ms', 'max'),
  metric('packetsUp', '1/s', 'mean'),
  metric('packetsDown', '1/s', 'mean'),
  /** Estimated listening quality, 1 .. 4.5 (ITU-T G.107, shortened). */
  metric('mos', 'score', 'mean'),
  metric('nodeUpKbit', 'kbit/s', 'mean'),
  metric('nodeDownKbit', 'kbit/s', 'mean'),
  metric('nodeUpLoss', 'percent', 'mean'),
  metric('nodeRtt', 'ms', 'mean'),
  metric('nodeUpJitter', 'ms', 'mean'),
  metric('nodeDownLoss', 'percent', 'mean'),
  /** The worst of what comes from the room, as mediasoup scores it: 10 is best. */
  metric('nodeScore', 'score', 'mean'),
] as const satisfies readonly Metric[]

export const NODE_METRICS = [
  /** Of one core, the node's own process, without its workers. */
  metric('cpu', 'percent', 'mean'),
  metric('memory', 'MB', 'max'),
  metric('loopLag', 'ms', 'max'),
  metric('endpoints', 'count', 'max'),
  metric('consumers', 'count', 'max'),
  metric('kbitIn', 'kbit/s', 'mean'),
  metric('kbitOut', 'kbit/s', 'mean'),
  /** From signaling's question to the node's answer. */
  metric('answer', 'ms', 'mean'),
  /** The node's clock minus ours. */
  metric('clockOffset', 'ms', 'last'),
  /** Of the whole machine. */
  metric('machineCpu', 'percent', 'mean'),
  metric('machineMemory', 'percent', 'max'),
  metric('producers', 'count', 'max'),
  /** UDP packets of the whole machine. */
  metric('packetsIn', '1/s', 'mean'),
  metric('packetsOut', '1/s', 'mean'),
  /** Came and found no room in the buffer of a socket. */
  metric('packetsDropped', '1/s', 'mean'),
] as const satisfies readonly Metric[]

export const WORKER_METRICS = [
  metric('cpu', 'percent', 'mean'),
  metric('memory', 'MB', 'max'),
  metric('endpoints', 'count', 'max'),
  metric('consumers', 'count', 'max'),
  metric('kbitIn', 'kbit/s', 'mean'),
  metric('kbitOut', 'kbit/s', 'mean'),
  metric('producers', 'count', 'max'),
] as const satisfies readonly Metric[]

/** A signaling process. */
export const PROCESS_METRICS = [
  metric('cpu', 'percent', 'mean'),
  metric('memory', 'MB', 'max'),
  metric('loopLag', 'ms', 'max'),
  metric('sockets', 'count', 'max'),
  metric('meetings', 'count', 'max'),
  metric('participants', 'count', 'max'),
  metric('machineCpu', 'percent', 'mean'),
  metric('machineMemory', 'percent', 'max'),
] as const satisfies readonly Metric[]

/** A service: `database`, `redis`, `disk`, `mail`, `certificate`, `turn`, `backup`. Each has the metrics that it can have, the others are null. */
export const SERVICE_METRICS = [
  /** From a question to its answer. */
  metric('answer', 'ms', 'mean'),
  /** Of the disk. */
  metric('used', 'percent', 'max'),
  metric('free', 'MB', 'last'),
  /** Mails that wait; mails that failed for good. */
  metric('waiting', 'count', 'max'),
  metric('failed', 'count', 'max'),
  /** Until a certificate ends. */
  metric('daysLeft', 'days', 'last'),
  /** Ways to the TURN server that take no credential of ours; that do not answer; whose certificate is for another name, or over. */
  metric('turnRefused', 'count', 'max'),
  metric('turnAway', 'count', 'max'),
  metric('turnCertificate', 'count', 'max'),
  /** Until a disk is full, if it goes on as in the last two weeks. */
  metric('fullIn', 'days', 'last'),
  /** Since the last backup that can be restored. */
  metric('backupAge', 'days', 'last'),
] as const satisfies readonly Metric[]

export const METRICS = {
  endpoint: ENDPOINT_METRICS,
  node: NODE_METRICS,
  worker: WORKER_METRICS,
  process: PROCESS_METRICS,
  service: SERVICE_METRICS,
} as const satisfies Record<string, readonly Metric[]>

export const ResourceKind = z.enum(['endpoint', 'node', 'worker', 'process', 'service'])
export type ResourceKind = z.infer<typeof ResourceKind>

export type MetricKey<K extends ResourceKind = ResourceKind> = (typeof METRICS)[K][number]['key']

/** The place of a metric in the samples of a kind of resource. @returns -1 for a key that the kind does not have */
export const indexOfMetric = <K extends ResourceKind>(kind: K, key: MetricKey<K>): number =>
  METRICS[kind].findIndex((each) => each.key === key)

const MOST = 1e9

/** Larger values are cut off, not refused: one metric gone wild takes no other along. */
const cutOff = (value: number): number => Math.max(-MOST, Math.min(MOST, value))

/** A value as it is sent and kept: what a person reads, no more digits. */
export function toldValue(value: number | null, unit: Unit): number | null {
  if (value === null || !Number.isFinite(value)) return null
  const places = unit === 'score' ? 100 : unit === 'percent' || unit === 'luma' ? 10 : 1
  return cutOff(Math.round(value * places) / places)
}

export type Sample = (number | null)[]

/**
 * A sample of at most so many values. A shorter list is one of an earlier version: what it does not have is null. One step for the whole list, as
 * a city's rooms send some four thousand values a second (decision 050).
 */
export const sampleUpTo = (most: number) =>
  z
    .custom<Sample>((value) => Array.isArray(value) && value.length <= most && value.every(isValue), {
      error: `a list of at most ${most} numbers, or null for what was not read`,
    })
    .overwrite((values) => (values.every(isUncut) ? values : values.map((value) => value && cutOff(value))))

const isValue = (value: unknown): boolean => value === null || Number.isFinite(value)
const isUncut = (value: number | null): boolean => value === null || Math.abs(value) <= MOST

/** A sample of any kind. */
export const Sample = sampleUpTo(64)
