import { Button, Loader } from '@mantine/core'
import { IconDeviceCctv } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NetworkPicture } from '../../../readiness/lines/openNetworkPicture.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { LiveVideo } from '../devices/LiveVideo.tsx'
import classes from './LobbyPreview.module.css'

/** It goes up a ward's line and comes down again, so it is shown when somebody asks for it, and for so long, in milliseconds. */
const SHOWN_MS = 30_000

type State =
  | { readonly is: 'closed' }
  | { readonly is: 'opening' }
  | { readonly is: 'shown'; readonly picture: NetworkPicture }
  | { readonly is: 'failed'; readonly error: unknown }

/** The picture of the room's camera of the network before the meeting, when somebody wants to see it. */
export function NetworkPreview() {
  const { t } = useTranslation('meeting')
  const failureText = useFailureText()
  const [asked, setAsked] = useState(0)
  const [state, setState] = useState<State>({ is: 'closed' })

  useEffect(() => {
    if (asked === 0) return
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = async () => {
      // Few rooms have one: it is no part of what all of them load.
      const { openNetworkPicture } = await import('../../../readiness/lines/openNetworkPicture.ts')
      const picture = await openNetworkPicture(abort.signal)
      if (abort.signal.aborted) return
      setState(picture ? { is: 'shown', picture } : { is: 'failed', error: null })
      timer = setTimeout(() => setAsked(0), SHOWN_MS)
    }
    setState({ is: 'opening' })
    show().catch((error: unknown) => {
      if (!abort.signal.aborted) setState({ is: 'failed', error })
    })
    return () => {
      clearTimeout(timer)
      abort.abort()
      setState({ is: 'closed' })
    }
  }, [asked])

  if (state.is === 'shown') return <LiveVideo track={state.picture.track} label={t('lobby.preview')} whole />
  return (
    <div className={classes['note']} role="status" data-testid="network-preview" data-state={state.is}>
      <IconDeviceCctv size="2.5em" stroke={1.4} aria-hidden />
      <span>
        {t('lobby.networkCamera')}
        {state.is === 'failed' && (
          <>
            <br />
            {state.error === null ? t('lobby.networkNone') : failureText(state.error)}
          </>
        )}
      </span>
      {state.is === 'opening' ? (
        <span>
          <Loader color="white" size="sm" /> {t('lobby.networkOpening')}
        </span>
      ) : (
        <Button variant="white" onClick={() => setAsked((times) => times + 1)} data-testid="network-preview-see">
          {t('lobby.networkSee')}
        </Button>
      )}
    </div>
  )
}
