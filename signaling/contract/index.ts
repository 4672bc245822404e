export * from './api.ts'
export { cleanText, cleanTexts, isFitLine, isInvisible } from './cleanText.ts'
export * from './conduct/index.ts'
export { cutText } from './cutText.ts'
export * from './door.ts'
export * from './errors.ts'
export * from './errorTexts.ts'
export * from './events.ts'
export { fitLine, fitParagraph } from './fitText.ts'
export * from './foldText.ts'
export * from './ids.ts'
export * from './limits.ts'
export * from './notices.ts'
export { originOf } from './origin.ts'
export * from './reduce.ts'
export * from './requests.ts'
export * from './state.ts'
export { ascii, line, paragraph, recorded, requiredLine, requiredParagraph, secretText } from './text.ts'
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
