import type { MinutesPaper } from '@diem-cau/signaling-contract/documents'
import type { MinutesSheet } from './MinutesSheet.ts'

/** Makes files of minutes, elsewhere than on the thread of running meetings. */
export type MinutesPrinter = {
  /** Prints as minutesPdf and minutesDocx do. */
  printMinutes(kind: 'pdf' | 'docx', paper: MinutesPaper, sheet: MinutesSheet): Promise<Buffer>
}
