import { localDate } from '@diem-cau/signaling-contract'

/** "23/11/2026": the day in Vietnam, as people type it and pages show it. @param ms since the epoch */
export const writtenDate = (ms: number): string => localDate(ms).split('-').toReversed().join('/')
