import type { types } from 'mediasoup'

/**
 * A picture may take this long to flow before its sender is asked again, in milliseconds; after that twice as long each
 * time.
 */
const PATIENCE_MS = 2_000
/**
 * The sender is asked after 2, 4, 8 and 16 s: a keyframe that is still missing then is not missing for want of a
 * request.
 */
const TRIES = 4

/**
 * Asks for a keyframe again, from now on, while the consumer's picture may flow and does not. The worker asks at most
 * twice, within a second, and a weak line may lose both; then no packet reaches the viewer, whose browser asks for
 * nothing it never had a part of.
 */
export function remindOfKeyframe(consumer: types.Consumer): void {
  // A stream without layers does not say whether it flows, and the worker holds nothing of it back.
  if (consumer.kind !== 'video' || consumer.type === 'simple') return
  let timer: NodeJS.Timeout | undefined
  let tries = 0

  const wait = () => {
    if (tries >= TRIES) return
    timer ??= setTimeout(
      () => {
        timer = undefined
        tries += 1
        // Fails only when the consumer is closed meanwhile.
        consumer.requestKeyFrame().catch(() => undefined)
        wait()
      },
      PATIENCE_MS * 2 ** tries,
    )
  }
  const look = () => {
    const { closed, paused, producerPaused, currentLayers } = consumer
    if (!closed && !paused && !producerPaused && currentLayers === undefined) return wait()
    clearTimeout(timer)
    timer = undefined
    tries = 0
  }

  // The observer tells of a producer's pause as of its own.
  consumer.observer.on('pause', look)
  consumer.observer.on('resume', look)
  consumer.observer.on('layerschange', look)
  consumer.observer.on('close', look)
}
