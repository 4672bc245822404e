/**
 * The tone of a test: three short notes, soft, that no voice and no hum of the mains has in this order. Seconds and hertz; a
 * pause between notes tells the tune from a steady whistle.
 */
export const TUNE: readonly { readonly from: number; readonly to: number; readonly hertz: number }[] = [
  { from: 0, to: 0.18, hertz: 988 },
  { from: 0.24, to: 0.42, hertz: 1_319 },
  { from: 0.48, to: 0.66, hertz: 988 },
]

export const TUNE_SEC = 0.66
/** Of a full sine: as loud as somebody who speaks softly. */
export const TUNE_GAIN = 0.2
/** The two frequencies of the tune. */
export const TUNE_HERTZ: readonly number[] = [988, 1_319]
