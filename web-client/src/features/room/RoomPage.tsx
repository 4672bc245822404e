import { Button, Loader } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { accountStore, currentToken, maySignInAgain, signOut } from '../../api/client/account.ts'
import { Message } from '../../ui/Message.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { roomComputer } from '../ownRoom/roomComputer.ts'
import { useRoomState } from '../ownRoom/useRoomState.ts'
import { PairingView } from './PairingView.tsx'
import { RoomHome } from './RoomHome.tsx'
import classes from './room.module.css'
import { useShell } from './useShell.ts'

/** The server is looked for this often after the power came back, in milliseconds. */
const RETRY_MS = 5_000
/** After so long without an answer it is said that the server is waited for, in milliseconds. */
const LONG_MS = 2_000

/** The PC of a meeting room: until it is enrolled it shows a code, from then on its meetings. Nobody signs in here. */
export function RoomPage() {
  const { t } = useTranslation('room')
  const state = useStore(accountStore)
  useEffect(() => {
    document.title = `${t('title')} · ${t('product', { ns: 'translation' })}`
  }, [t])
  const kind = state.status === 'signedIn' ? state.account.kind : null
  useEffect(() => {
    if (kind !== null) roomComputer.note(kind === 'room')
  }, [kind])
  switch (state.status) {
    case 'unknown':
      return <Starting />
    case 'signedOut':
      return <SignedOut />
    case 'signedIn':
      if (state.account.kind === 'room') return <RoomHome account={state.account} />
      return (
        <Message
          icon={<IconUserCheck size="1em" />}
          title={t('person.title')}
          text={t('person.text', { name: state.account.name })}
          testId="room-person"
        >
          <Button size="lg" onClick={() => void signOut()} autoFocus data-testid="room-sign-out">
            {t('person.signOut')}
          </Button>
          <Button component={Link} to="/" size="lg" variant="default">
            {t('person.stay', { name: state.account.name })}
          </Button>
        </Message>
      )
    default:
      return state satisfies never
  }
}

/** A server that answers is there at once; one that does not is waited for, and that is said. */
function Starting() {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS)
    return () => clearTimeout(timer)
  }, [])
  return isLong ? <Connecting /> : <Waiting />
}

/** Waits for the server and shows no new code, as the router may boot slower than the PC of an enrolled room. */
function SignedOut() {
  const [known, setKnown] = useState(maySignInAgain)
  useEffect(() => {
    if (!known) return
    const timer = setInterval(() => {
      currentToken().catch(() => setKnown(maySignInAgain()))
    }, RETRY_MS)
    return () => clearInterval(timer)
  }, [known])
  if (!known) return <Unpaired />
  return <Connecting />
}

function Unpaired() {
  // A room that nobody has enrolled has nothing to miss.
  useRoomState('pairing', null)
  useShell(true)
  return <PairingView />
}

function Connecting() {
  const { t } = useTranslation('room')
  useRoomState('connecting', 0)
  useShell(false)
  return (
    <main className={classes['center']} role="status" data-testid="room-connecting">
      <Loader size="xl" />
      <p className={classes['large']}>{t('connecting')}</p>
      <p className={classes['dim']}>{t('connectingHint')}</p>
    </main>
  )
}
