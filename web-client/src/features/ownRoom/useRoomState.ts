import { useEffect } from 'react'

/** `home`: the room's own page. All others are no time for an update or a restart. */
export type RoomState = 'connecting' | 'pairing' | 'home' | 'lobby' | 'meeting' | 'after'

/**
 * Tells the watchdog of this computer (infra/room) what the room does, as attributes of the document.
 * @param freeUntil milliseconds since the epoch until which nothing is planned; null: nothing at all; 0: not free
 */
export function useRoomState(state: RoomState, freeUntil: number | null): void {
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset['roomState'] = state
    dataset['roomFreeUntil'] = freeUntil === null ? 'never' : String(freeUntil)
    return () => {
      delete dataset['roomState']
      delete dataset['roomFreeUntil']
    }
  }, [state, freeUntil])
}
