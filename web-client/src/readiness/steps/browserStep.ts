import { browserOf } from '../../live/media/statistics/browserOf.ts'
import { type TestStep, unread } from './TestStep.ts'

/** What a meeting sends when nobody chose anything else, and what every media node takes. */
const WANTED = { audio: ['audio/opus'], video: ['video/vp8'] } as const

/** The browser and its version, and whether it has the codecs of a meeting. */
export const browserStep: TestStep = {
  ids: ['browser'],
  limitMs: 2_000,
  async run(_kind, tell) {
    const hints: unknown = Reflect.get(navigator, 'userAgentData')
    const { name, version, system } = browserOf(navigator.userAgent, hintsOf(hints))
    tell({
      ...unread('browser'),
      label: [name, version, '·', system]
        .filter((part) => part !== null && part !== '')
        .join(' ')
        .slice(0, 120),
      values: {
        // Safari counts otherwise.
        engineVersion: name === 'Safari' ? null : version,
        missingCodecs: missing('audio') + missing('video'),
      },
    })
  },
}

function missing(kind: 'audio' | 'video'): number {
  const codecs = globalThis.RTCRtpSender?.getCapabilities?.(kind)?.codecs ?? []
  const has = new Set(codecs.map(({ mimeType }) => mimeType.toLowerCase()))
  return WANTED[kind].filter((codec) => !has.has(codec)).length
}

function hintsOf(hints: unknown): Parameters<typeof browserOf>[1] {
  return typeof hints === 'object' && hints !== null ? hints : {}
}
