export { type Signaling, type SignalingOptions, startSignaling } from './start/startSignaling.ts'
