import { Button, Loader } from '@mantine/core'
import { IconDeviceCctv } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenPicture } from '../../../readiness/lines/openNetworkPicture.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { LiveVideo } from '../devices/LiveVideo.tsx'
import classes from './LobbyPreview.module.css'

/** It goes up a ward's line and comes down again, so it is shown when somebody asks for it, and for so long, in milliseconds. */
const SHOWN_MS = 30_000

/** `failed`: null when no media node is there. */
type State = { readonly is: 'closed' } | { readonly is: 'asked' } | { readonly is: 'failed'; readonly error: unknown }

/** The picture of the room's camera of the network before the meeting, when somebody wants to see it. */
export function NetworkPreview() {
  const { t } = useTranslation('meeting')
  const failureText = useFailureText()
  const [state, setState] = useState<State>({ is: 'closed' })
  if (state.is === 'asked')
    return <Picture onEnd={() => setState({ is: 'closed' })} onFailed={(error) => setState({ is: 'failed', error })} />
  return (
    <div className={classes['note']} role="status">
      <IconDeviceCctv size="2.5em" stroke={1.4} aria-hidden />
      <span>
        {state.is === 'closed'
          ? t('lobby.networkCamera')
          : state.error === null
            ? t('lobby.networkNone')
            : failureText(state.error)}
      </span>
      <Button variant="white" onClick={() => setState({ is: 'asked' })} data-testid="network-preview-see">
        {t('lobby.networkSee')}
      </Button>
    </div>
  )
}

interface PictureProps {
  readonly onEnd: () => void
  readonly onFailed: (error: unknown) => void
}

function Picture(props: PictureProps) {
  const { t } = useTranslation('meeting')
  const [picture, setPicture] = useState<OpenPicture | null>(null)
  const told = useRef(props)
  useEffect(() => {
    told.current = props
  })
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = async () => {
      // Few rooms have one: it is no part of what all of them load.
      const { openNetworkPicture } = await import('../../../readiness/lines/openNetworkPicture.ts')
      const opened = await openNetworkPicture(abort.signal)
      if (abort.signal.aborted) return
      if (!opened) return told.current.onFailed(null)
      setPicture(opened)
      timer = setTimeout(() => told.current.onEnd(), SHOWN_MS)
    }
    show().catch((error: unknown) => {
      if (!abort.signal.aborted) told.current.onFailed(error)
    })
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [])
  if (picture) return <LiveVideo track={picture.track} label={t('lobby.preview')} whole />
  return (
    <p className={classes['note']} role="status">
      <Loader color="white" size="sm" /> {t('lobby.networkOpening')}
    </p>
  )
}
