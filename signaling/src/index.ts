export type { SignalingOptions } from './start/SignalingOptions.ts'
export { type Signaling, startSignaling } from './start/startSignaling.ts'
