import {
  Echo,
  LineCount,
  LineNodes,
  OpenedLine,
  Run,
  type CameraOnLine,
  type ConnectLine,
  type NewRun,
  type ProduceOnLine,
} from '@diem-cau/signaling-contract/readiness'
import { z } from 'zod'
import { accountStore, anonymous, authorised } from '../client/account.ts'
import { at, post } from '../client/officeRequest.ts'

const Empty = z.object({})

/** Asks as whoever is signed in, or as nobody: a test needs no account. */
const ask = <S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown) => {
  const isSignedIn = accountStore.getState().status === 'signedIn'
  return (isSignedIn ? authorised : anonymous)(method, path, schema, body === undefined ? {} : { body })
}
const line = (lineId: string, ...more: readonly string[]) => at('readiness', 'lines', lineId, ...more)

/** Lines that are tried, by anybody; what was found, and what is to be tested next, for rooms. */
export const readinessApi = {
  nodes: () => ask('GET', '/api/readiness/nodes', LineNodes),
  openLine: (nodeId: string) => ask('POST', '/api/readiness/lines', OpenedLine, { nodeId }),
  connectLine: (lineId: string, body: ConnectLine) => ask('POST', line(lineId, 'connect'), Empty, body),
  produceOnLine: (lineId: string, body: ProduceOnLine) => ask('POST', line(lineId, 'produce'), Echo, body),
  cameraOnLine: (lineId: string, body: CameraOnLine) => ask('POST', line(lineId, 'camera'), Echo, body),
  resumeLine: (lineId: string) => ask('POST', line(lineId, 'resume'), Empty, {}),
  countLine: (lineId: string) => ask('GET', line(lineId), LineCount),
  endLine: (lineId: string) => ask('DELETE', line(lineId), Empty),
  save: (run: NewRun) => post('/api/readiness/runs', Run, run),
  /** Calls who looks after the room. */
  callHelp: () => post('/api/readiness/help', Empty),
}
