import {
  type Account,
  type MeetingId,
  MeetingError,
  type Notice,
  type ParticipantId,
  type RequestData,
} from '@diem-cau/signaling-contract'
import type { DeviceEvent, EndpointReport, OperationsSnapshot } from '@diem-cau/signaling-contract/operations'

/** A room in a meeting that this process conducts. */
export type RoomPlace = { readonly meetingId: MeetingId; readonly participantId: ParticipantId }

/** Somebody's socket that watches. */
export interface Watcher {
  readonly account: Account
  /** The process that its socket asked to be led to; null: any. */
  readonly askedFor: string | null
  /** False once it is gone. */
  readonly isConnected: boolean
  /** False while its line has not taken yet what was sent before: what is different is told with the next change. */
  readonly isFree: boolean
  notify(notice: Notice): void
}

/** What sockets ask of operations (SPEC 16). */
export interface OperationsDesk {
  onReport(room: RoomPlace, report: EndpointReport): void
  onDevice(room: RoomPlace, event: DeviceEvent): void
  onComplaint(room: RoomPlace, complaint: RequestData<'complaint:send'>): void
  /** Answers what it was asked about itself. */
  onDiagnosis(room: RoomPlace, answer: RequestData<'endpoint:diagnosis'>): void
  /** Its media goes another way now. */
  onMoved(room: RoomPlace): void
  /**
   * @throws MeetingError `forbidden`; `elsewhere` with the process that conducts the meeting of the one endpoint that is watched, unless the
   *   socket asked for that process already and was led here
   */
  watch(watcher: Watcher, view: RequestData<'operations:watch'>['view']): Promise<OperationsSnapshot>
  unwatch(watcher: Watcher): void
}

/** Stands where nothing is measured. */
export const nothingMeasured: OperationsDesk = {
  onReport: () => undefined,
  onDevice: () => undefined,
  onComplaint: () => undefined,
  onDiagnosis: () => undefined,
  onMoved: () => undefined,
  watch: () => Promise.reject(new MeetingError('forbidden', 'nothing is measured here')),
  unwatch: () => undefined,
}
