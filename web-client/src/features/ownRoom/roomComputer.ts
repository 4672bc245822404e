import { browserStorage } from '../../browser/storage.ts'

const KEY = 'diem-cau.roomComputer'

/** Remembers that this browser is the PC of a meeting room, also while no server says so. */
export const roomComputer = {
  note: (isRoom: boolean) => (isRoom ? browserStorage.set(KEY, '1') : browserStorage.remove(KEY)),
  isOne: () => browserStorage.get(KEY) !== null,
}
