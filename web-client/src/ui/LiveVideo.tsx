import { useEffect, useRef } from 'react'
import { markFirstFrame } from '../media/firstFrame.ts'

interface Props {
  readonly track: MediaStreamTrack
  readonly mirrored?: boolean
  /** Of another participant: its first frame ends the measure of how long joining took. */
  readonly remote?: boolean
  /** A shared screen is shown whole, a face may be cropped. */
  readonly whole?: boolean
  readonly label: string
}

/** A picture without sound; sound has its own elements. */
export function LiveVideo({ track, mirrored = false, remote = false, whole = false, label }: Props) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = element.current
    if (!video) return
    video.srcObject = new MediaStream([track])
    if (remote) markFirstFrame(video)
    // Muted video may always play; what rejects is being replaced before it began.
    video.play().catch(() => undefined)
    return () => {
      video.srcObject = null
    }
  }, [track, remote])
  return (
    <video
      ref={element}
      muted
      playsInline
      autoPlay
      disablePictureInPicture
      aria-label={label}
      style={{
        width: '100%',
        height: '100%',
        display: 'block',
        objectFit: whole ? 'contain' : 'cover',
        transform: mirrored ? 'scaleX(-1)' : undefined,
      }}
    />
  )
}
