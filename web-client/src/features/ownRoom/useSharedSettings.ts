import { useEffect } from 'react'
import { useStore } from 'zustand'
import { accountStore } from '../../api/client/account.ts'
import { roomSettingsApi } from '../../api/office/roomSettingsApi.ts'
import { remember } from '../../live/meeting/preferences.ts'
import { roomSettings } from './roomSettings.ts'
import { shareSettings } from './shareSettings.ts'

/** Shares what this room wants with the office, and does with the sound of its microphone as that says (SPEC 23.8, 23.9). */
export function useSharedSettings(): void {
  const roomId = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
  useEffect(() => {
    if (roomId === null) return
    return shareSettings({
      read: () => roomSettingsApi.read(roomId),
      tell: (settings) => roomSettingsApi.change(roomId, settings),
    })
  }, [roomId])
  const { echoCancellation, noiseSuppression, autoGainControl } = useStore(roomSettings)
  useEffect(
    () => remember({ echoCancellation, noiseSuppression, autoGainControl }),
    [echoCancellation, noiseSuppression, autoGainControl],
  )
}
