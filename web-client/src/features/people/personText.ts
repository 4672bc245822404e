import type { PersonRef } from '@diem-cau/signaling-contract/office'

/** Writes "Nguyễn Văn A, Chủ tịch UBND". */
export const personText = ({ name, position }: Pick<PersonRef, 'name' | 'position'>): string =>
  position ? `${name}, ${position}` : name
