/**
 * The amplitude of one frequency in samples (Goertzel's algorithm): 1 for a full sine. Samples are weighed by a Hann window, so that
 * other frequencies leak less into it.
 */
export function goertzel(samples: Float32Array, sampleRate: number, hertz: number): number {
  const { length } = samples
  if (length === 0) return 0
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate)
  let last = 0
  let before = 0
  for (let n = 0; n < length; n++) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length)
    const now = weight * (samples[n] ?? 0) + turn * last - before
    before = last
    last = now
  }
  const power = last * last + before * before - turn * last * before
  // Half of the samples' sum is lost to the window, the other half is the sine's mirror.
  return (4 * Math.sqrt(Math.max(0, power))) / length
}
