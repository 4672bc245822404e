import { useRoomKeeper } from './useRoomKeeper.ts'
import { RoomCard } from './RoomCard.tsx'

/** Keeps the room ready while its own page is shown, and says what is wrong. */
export function RoomReadiness({ roomId }: { readonly roomId: string }) {
  const keeper = useRoomKeeper(roomId)
  return <RoomCard keeper={keeper} />
}
