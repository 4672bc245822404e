import { useEffect } from 'react'
import { useStore } from 'zustand'
import { RemoteControl } from './remote/RemoteControl.tsx'
import { roomSettings } from './roomSettings.ts'
import { useOwnRoom } from './useOwnRoom.ts'
import { useSharedSettings } from './useSharedSettings.ts'
import { type RoomState, useRoomState } from './useRoomState.ts'
import { useWakeLock } from './useWakeLock.ts'

interface Props {
  readonly state: RoomState
  /** Milliseconds since the epoch until which nothing is planned; null: nothing at all; 0: not free. */
  readonly freeUntil?: number | null
}

/** What every page of a room's PC does without being asked: it keeps the screen on, tells the watchdog what it is, and follows the remote control. */
export function RoomDuty(props: Props) {
  return useOwnRoom() && <Duty {...props} />
}

function Duty({ state, freeUntil = 0 }: Props) {
  useWakeLock(true)
  useRoomState(state, freeUntil)
  useSharedSettings()
  const isLarge = useStore(roomSettings, (settings) => settings.isLarge)
  useEffect(() => {
    document.documentElement.toggleAttribute('data-large-text', isLarge)
    return () => document.documentElement.removeAttribute('data-large-text')
  }, [isLarge])
  return <RemoteControl />
}
