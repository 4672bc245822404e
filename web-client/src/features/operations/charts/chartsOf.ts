import type { MetricKey, ResourceKind, Unit } from '@diem-cau/signaling-contract/operations'

/** One chart: metrics of one unit. `range`: what it shows at least. */
export interface ChartPlan<K extends ResourceKind = ResourceKind> {
  readonly name: ChartName
  readonly unit: Unit
  readonly keys: readonly MetricKey<K>[]
  readonly range: readonly [number, number]
}

export type ChartName =
  | 'loss'
  | 'delay'
  | 'traffic'
  | 'frames'
  | 'heights'
  | 'stalls'
  | 'sound'
  | 'quality'
  | 'limits'
  | 'picture'
  | 'cpu'
  | 'load'
  | 'memory'
  | 'clock'
  | 'disk'
  | 'mail'
  | 'days'
  | 'relay'
  | 'arrival'
  | 'packets'

/** The charts of each kind, in the order in which one asks: is it the line, the sound, the picture, the PC? */
export const chartsOf: { readonly [K in ResourceKind]: readonly ChartPlan<K>[] } = {
  endpoint: [
    { name: 'loss', unit: 'percent', keys: ['upLoss', 'nodeUpLoss', 'downLoss', 'concealed'], range: [0, 5] },
    { name: 'delay', unit: 'ms', keys: ['rtt', 'nodeRtt', 'upJitter', 'downJitter'], range: [0, 100] },
    { name: 'traffic', unit: 'kbit/s', keys: ['upKbit', 'nodeUpKbit', 'downKbit', 'upAvailable'], range: [0, 500] },
    { name: 'quality', unit: 'score', keys: ['mos'], range: [1, 4.5] },
    { name: 'sound', unit: 'dBFS', keys: ['microphone'], range: [-90, 0] },
    { name: 'frames', unit: '1/s', keys: ['upFrames', 'downFrames'], range: [0, 30] },
    { name: 'heights', unit: 'pixels', keys: ['upHeight', 'downHeight'], range: [0, 360] },
    { name: 'stalls', unit: 'ms', keys: ['frozen', 'pageLag'], range: [0, 200] },
    { name: 'limits', unit: 'percent', keys: ['cpuLimited', 'bandwidthLimited', 'clipped', 'echo'], range: [0, 100] },
    { name: 'picture', unit: 'luma', keys: ['cameraLuma', 'cameraMotion'], range: [0, 255] },
    { name: 'arrival', unit: 'score', keys: ['nodeScore'], range: [0, 10] },
  ],
  node: [
    { name: 'cpu', unit: 'percent', keys: ['cpu', 'machineCpu', 'machineMemory'], range: [0, 100] },
    { name: 'load', unit: 'count', keys: ['endpoints', 'consumers'], range: [0, 10] },
    { name: 'traffic', unit: 'kbit/s', keys: ['kbitIn', 'kbitOut'], range: [0, 1_000] },
    { name: 'packets', unit: '1/s', keys: ['packetsIn', 'packetsOut', 'packetsDropped'], range: [0, 1_000] },
    { name: 'delay', unit: 'ms', keys: ['answer', 'loopLag'], range: [0, 50] },
    { name: 'clock', unit: 'ms', keys: ['clockOffset'], range: [-50, 50] },
    { name: 'memory', unit: 'MB', keys: ['memory'], range: [0, 200] },
  ],
  worker: [
    { name: 'cpu', unit: 'percent', keys: ['cpu'], range: [0, 100] },
    { name: 'load', unit: 'count', keys: ['endpoints', 'consumers'], range: [0, 10] },
    { name: 'traffic', unit: 'kbit/s', keys: ['kbitIn', 'kbitOut'], range: [0, 1_000] },
    { name: 'memory', unit: 'MB', keys: ['memory'], range: [0, 100] },
  ],
  process: [
    { name: 'cpu', unit: 'percent', keys: ['cpu', 'machineCpu', 'machineMemory'], range: [0, 100] },
    { name: 'stalls', unit: 'ms', keys: ['loopLag'], range: [0, 50] },
    { name: 'load', unit: 'count', keys: ['sockets', 'meetings', 'participants'], range: [0, 10] },
    { name: 'memory', unit: 'MB', keys: ['memory'], range: [0, 300] },
  ],
  service: [
    { name: 'delay', unit: 'ms', keys: ['answer'], range: [0, 20] },
    { name: 'disk', unit: 'percent', keys: ['used'], range: [0, 100] },
    { name: 'memory', unit: 'MB', keys: ['free'], range: [0, 1_000] },
    { name: 'mail', unit: 'count', keys: ['waiting', 'failed'], range: [0, 10] },
    { name: 'days', unit: 'days', keys: ['daysLeft', 'fullIn', 'backupAge'], range: [0, 30] },
    { name: 'relay', unit: 'count', keys: ['turnAway', 'turnRefused', 'turnCertificate'], range: [0, 3] },
  ],
}
