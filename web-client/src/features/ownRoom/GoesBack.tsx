import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useNow } from '../../time/useNow.ts'
import { serverNow } from '../../time/serverClock.ts'
import { useOwnRoom } from './useOwnRoom.ts'
import { RoomDuty } from './RoomDuty.tsx'
import classes from './GoesBack.module.css'

interface Props {
  /** Seconds to read what the page says, and to press something else. */
  readonly seconds: number
  /** True loads the page anew, where what was loaded may be of no use any more. */
  readonly isAnew?: boolean
}

/** Leads a room back to its own page by itself: nobody there presses a button. Shows nothing anywhere else. */
export function GoesBack(props: Props) {
  return useOwnRoom() && <Countdown {...props} />
}

function Countdown({ seconds, isAnew = false }: Props) {
  const { t } = useTranslation('ownRoom')
  const navigate = useNavigate()
  const now = useNow()
  const [at] = useState(() => serverNow() + seconds * 1_000)
  const isTime = now >= at
  useEffect(() => {
    if (!isTime) return
    if (isAnew) location.assign('/room')
    else void navigate('/room', { replace: true })
  }, [isAnew, isTime, navigate])
  return (
    <>
      <RoomDuty state="after" />
      <p className={classes['root']} role="timer" aria-live="off" data-testid="goes-back">
        {t('goesBack', { count: Math.max(0, Math.ceil((at - now) / 1_000)) })}
      </p>
    </>
  )
}
