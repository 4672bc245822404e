import type { LineStep } from '@diem-cau/signaling-contract'

const PACE: Readonly<Record<LineStep, number | null>> = { whole: null, smaller: 192, slow: 96, stills: 64, sound: 32 }

/**
 * What a paper may take of a line, so that the voice is whole beside it: a part of the least that carries this step.
 * @param receiving what the media node finds that the line carries
 * @returns kilobits a second; null: as fast as it goes
 */
export const paceOf = (receiving: LineStep): number | null => PACE[receiving]
