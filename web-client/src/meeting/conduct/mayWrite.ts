import type { MyPart } from './myPart.ts'

/** Closed, only chair and secretary write (SPEC 9.4). */
export const mayWrite = ({ participant, isOffice }: MyPart, chatOpen: boolean): boolean => participant !== null && (chatOpen || isOffice)
