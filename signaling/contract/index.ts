export * from './auth/signIn.ts'
export { cleanText, cleanTexts, isFitLine, isInvisible } from './text/cleanText.ts'
export * from './meeting/whole/index.ts'
export { cutText } from './text/cutText.ts'
export * from './meeting/door/reduce.ts'
export * from './errors/errors.ts'
export * from './errors/errorTexts.ts'
export * from './meeting/whole/events.ts'
export { fitLine, fitParagraph } from './text/fitText.ts'
export * from './text/foldText.ts'
export * from './core/ids.ts'
export * from './core/limits.ts'
export * from './meeting/whole/notices.ts'
export { originOf } from './core/origin.ts'
export * from './meeting/whole/reduce.ts'
export * from './meeting/whole/requests.ts'
export * from './meeting/whole/state.ts'
export { ascii, line, paragraph, recorded, requiredLine, requiredParagraph, secretText } from './text/text.ts'
export {
  type ConsumerParameters,
  type Direction,
  type DtlsParameters,
  type IceParameters,
  type Layers,
  type RtpCapabilities,
  type RtpParameters,
  Source,
  type TransportParameters,
} from '@diem-cau/sfu-contract'
