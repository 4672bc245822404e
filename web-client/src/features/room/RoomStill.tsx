import { IconCamera } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardApi, boardQueries } from '../../api/office/boardApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { openRoomPicture } from '../../readiness/openRoomPicture.ts'
import { takeStill } from '../../readiness/takeStill.ts'
import classes from './room.module.css'

/** The screen says so for this long before the still is taken, in milliseconds: nobody is in it unasked. */
const WARNED_MS = 5_000
const LATE_MS = 25_000

/** Takes the still that was asked for, and shows that it does, with the picture; only while the room is in no meeting. */
export function RoomStill() {
  const { data } = useLoad(boardQueries.plan())
  const askedAt = data?.stillAskedAt ?? null
  // Each is taken once, whatever became of it: who asked asks again.
  const [done, setDone] = useState<number | null>(null)
  return askedAt !== null && askedAt !== done ? <Taking key={askedAt} onDone={() => setDone(askedAt)} /> : null
}

function Taking({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('room')
  const video = useRef<HTMLVideoElement>(null)
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  })
  useEffect(() => {
    const abort = new AbortController()
    const take = async () => {
      const picture = await openRoomPicture(abort.signal)
      const element = video.current
      if (!picture || !element) return
      element.srcObject = new MediaStream([picture.track])
      await element.play()
      await new Promise((resolve) => setTimeout(resolve, WARNED_MS))
      if (abort.signal.aborted) return
      const size = { width: element.videoWidth, height: element.videoHeight }
      await boardApi.sendStill(await takeStill(size, encodeFrom(element)))
    }
    const end = () => {
      if (abort.signal.aborted) return
      abort.abort()
      done.current()
    }
    // A camera that is there and sends no picture is not waited for.
    const late = setTimeout(end, LATE_MS)
    // What cannot be taken is not: the board says that none came, the room's own test says what is wrong with its camera.
    take()
      .catch(() => undefined)
      .finally(end)
    return () => {
      clearTimeout(late)
      abort.abort()
    }
  }, [])
  return (
    <div className={classes['taking']} role="status" data-testid="room-still">
      <video ref={video} muted playsInline aria-hidden />
      <p>
        <IconCamera size="1.3em" aria-hidden /> {t('still')}
      </p>
    </div>
  )
}

const encodeFrom = (video: HTMLVideoElement) => (width: number, height: number, quality: number) => {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(video, 0, 0, width, height)
  return new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
}
