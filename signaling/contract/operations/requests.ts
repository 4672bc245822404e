/** Requests on the socket about what is measured: rooms say how their line is, and who watches over them is told. SPEC 16. */
import { z } from 'zod'
import { Diagnosis } from './actions.ts'
import { DiagnosisId } from '../core/ids.ts'
import { OperationsSnapshot, OperationsView } from './feed.ts'
import { DeviceEvent, EndpointReport } from './report.ts'

const empty = z.object({})

/** A room says these of itself. Nothing of it is logged, and nothing is made up for that was not sent. */
export const endpointRequests = {
  'endpoint:report': { needs: 'meeting', data: EndpointReport, response: empty },
  'endpoint:event': { needs: 'meeting', data: DeviceEvent, response: empty },
  /** Answers the notice `diagnosisAsked`. One that nobody waits for (any more) means nothing. */
  'endpoint:diagnosis': {
    needs: 'meeting',
    data: z.object({ askId: DiagnosisId, diagnosis: Diagnosis }),
    response: empty,
  },
} as const

/** An IT admin or technician watches; a socket watches one view at a time, and another takes its place. */
export const operationsRequests = {
  'operations:watch': {
    needs: 'socket',
    data: z.object({ view: OperationsView }),
    response: OperationsSnapshot,
  },
  'operations:unwatch': { needs: 'socket', data: empty, response: empty },
} as const
