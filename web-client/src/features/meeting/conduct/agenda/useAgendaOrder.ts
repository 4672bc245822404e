import type { ItemId } from '@diem-cau/signaling-contract'
import { useState } from 'react'
import { inOrder } from './agendaOrder.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'

/** The agenda, and the way to put it in another order: it is shown at once, and taken back when the server refuses. */
export function useAgendaOrder() {
  const agenda = useConduct((conduct) => conduct.agenda)
  const { ask, pending } = useAsk()
  const [wished, setWished] = useState<readonly ItemId[] | null>(null)
  const order = (itemIds: ItemId[]) => {
    setWished(itemIds)
    void ask('agenda:order', { itemIds }).then(() => setWished(null))
  }
  return { points: wished === null ? agenda : inOrder(agenda, wished), order, pending }
}
