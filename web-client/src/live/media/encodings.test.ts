import { expect, test } from 'vitest'
import { encodingPlan } from './encodings.ts'

test.each(['mic', 'screenAudio'] as const)(
  '21.7 what is lost of %s is sent again, and mended by Opus itself',
  (source) => {
    expect(encodingPlan(source, 'vp8', 0).codecOptions).toMatchObject({ opusNack: true, opusFec: true })
  },
)
