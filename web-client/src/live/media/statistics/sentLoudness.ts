import { growth, type Reading, rowsOf } from './readings.ts'

/**
 * The loudness of a track that is sent, in dBFS, as its sender counted it between two readings: less exact than listening, and
 * there also while the page may not listen. null: it is not counted.
 */
export function sentLoudness(before: Reading, after: Reading, trackId: string): number | null {
  const found = rowsOf(after, 'media-source', 'audio').find(([, row]) => row['trackIdentifier'] === trackId)
  if (!found) return null
  const [key, row] = found
  const energy = growth(before, key, row, 'totalAudioEnergy')
  const seconds = growth(before, key, row, 'totalSamplesDuration')
  if (energy === null || seconds === null || seconds <= 0) return null
  return Math.max(-100, 10 * Math.log10(energy / seconds + 1e-12))
}
