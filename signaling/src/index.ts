export { type Signaling, type SignalingOptions, startSignaling } from './startSignaling.ts'
