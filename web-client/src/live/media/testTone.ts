const SECONDS = 1.2

/** Plays two soft notes on this speaker ('' is the system's own). Resolves when they have sounded. */
export async function playTestTone(speakerId: string): Promise<void> {
  const context = new AudioContext()
  const element = document.createElement('audio')
  try {
    const out = context.createMediaStreamDestination()
    element.srcObject = out.stream
    if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId).catch(() => undefined)
    await element.play()
    const notes = [523.25, 659.25]
    const ended = notes.map((frequency, index) => {
      const oscillator = new OscillatorNode(context, { frequency })
      const gain = new GainNode(context, { gain: 0 })
      const start = context.currentTime + (index * SECONDS) / 2
      gain.gain.setValueAtTime(0, start)
      gain.gain.linearRampToValueAtTime(0.25, start + 0.04)
      gain.gain.linearRampToValueAtTime(0, start + SECONDS / 2)
      oscillator.connect(gain).connect(out)
      oscillator.start(start)
      oscillator.stop(start + SECONDS / 2)
      return new Promise((resolve) => oscillator.addEventListener('ended', resolve, { once: true }))
    })
    await Promise.all(ended)
  } finally {
    element.srcObject = null
    await context.close()
  }
}
