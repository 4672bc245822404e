import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CaptionWriter } from '../../../live/captions/CaptionWriter.ts'
import { roomSettings } from '../../ownRoom/roomSettings.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import classes from './RoomCaptions.module.css'

/** That there are none is said for so long, in milliseconds. */
const SAID_MS = 15_000

/** Shows what is said on the room's own screen, as its own browser writes it, where the room wants that (SPEC 23.21). */
export function RoomCaptions() {
  const isRoom = useOwnRoom()
  const isWanted = useStore(roomSettings, ({ captions }) => captions)
  const isIn = useMeeting(({ phase }) => phase.kind === 'inMeeting')
  return isRoom && isWanted && isIn ? <Written /> : null
}

function Written() {
  const { t } = useTranslation('ownRoom')
  const { text, isMissing } = useCaptions()
  if (!isMissing && text === '') return null
  return (
    <p className={classes['root']} lang="vi" data-testid="captions" data-missing={isMissing}>
      <span>{isMissing ? t('captions.missing') : text}</span>
    </p>
  )
}

function useCaptions() {
  const remote = useMeeting((model) => model.remote)
  const writer = useRef<CaptionWriter | null>(null)
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)

  useEffect(() => {
    let saidFor: ReturnType<typeof setTimeout> | undefined
    const onMissing = () => {
      setText('')
      setMissing(true)
      saidFor = setTimeout(() => setMissing(false), SAID_MS)
    }
    const mine = new CaptionWriter({ onText: setText, onMissing })
    writer.current = mine
    return () => {
      clearTimeout(saidFor)
      mine.close()
    }
  }, [])

  useEffect(() => {
    writer.current?.hear([...remote.values()].flatMap(({ track }) => (track.kind === 'audio' ? [track] : [])))
  }, [remote])
  return { text, isMissing }
}
