import { useStore } from 'zustand'
import { isMirrored } from '../../../live/media/isMirrored.ts'
import { preferences } from '../../../live/meeting/preferences.ts'
import { accountStore } from '../../../api/client/account.ts'

/** Says whether one's own camera is shown here as in a mirror; the others never see it so. */
export function useMirror(track: MediaStreamTrack | null): boolean {
  const wish = useStore(preferences, ({ mirror }) => mirror)
  const account = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account : null))
  return isMirrored({
    wish,
    isRoom: account !== null && (account.kind === 'room' || account.name === account.unit.name),
    facing: track?.getSettings().facingMode,
  })
}
