import {
  Minutes,
  MinutesHistory,
  MinutesPage,
  Verification,
  type MinutesContent,
  type MinutesFileKind,
  type MinutesQuery,
  type NumberMinutes,
} from '@diem-cau/signaling-contract/office'
import { authorisedFile } from '../client/account.ts'
import { at, get, post, put } from '../client/officeRequest.ts'
import { after, pagedQuery, query } from '../loading/query.ts'

/** Minutes: written by the secretary, approved by the chair, then fixed. */
export const minutesApi = {
  list: (query: Partial<MinutesQuery>, signal?: AbortSignal) => get('/api/minutes', MinutesPage, query, signal),
  minutes: (meetingId: string, signal?: AbortSignal) => get(at('minutes', meetingId), Minutes, {}, signal),
  save: (meetingId: string, version: number, content: MinutesContent) =>
    put(at('minutes', meetingId), Minutes, { version, content }),
  submit: (meetingId: string, version: number) => post(at('minutes', meetingId, 'submit'), Minutes, { version }),
  sendBack: (meetingId: string, version: number, remark: string) =>
    post(at('minutes', meetingId, 'return'), Minutes, { version, remark }),
  approve: (meetingId: string, version: number) => post(at('minutes', meetingId, 'approve'), Minutes, { version }),
  number: (meetingId: string, asked: NumberMinutes) => post(at('minutes', meetingId, 'number'), Minutes, asked),
  amend: (meetingId: string, version: number, reason: string) =>
    post(at('minutes', meetingId, 'amend'), Minutes, { version, reason }),
  discard: (meetingId: string, version: number) => post(at('minutes', meetingId, 'discard'), Minutes, { version }),
  history: (meetingId: string, signal?: AbortSignal) =>
    get(at('minutes', meetingId, 'history'), MinutesHistory, {}, signal),
  verification: (meetingId: string, signal?: AbortSignal) =>
    get(at('minutes', meetingId, 'verification'), Verification, {}, signal),
  file: (meetingId: string, kind: MinutesFileKind) => authorisedFile(at('minutes', meetingId, `minutes.${kind}`)),
  issueFile: (meetingId: string, issue: number, kind: MinutesFileKind) =>
    authorisedFile(at('minutes', meetingId, 'issues', String(issue), `minutes.${kind}`)),
}

type Filter = Pick<MinutesQuery, 'view'> & Partial<Pick<MinutesQuery, 'q'>>

export const minutesQueries = {
  list: (filter: Filter) =>
    pagedQuery(['minutes', 'list', filter], (cursor, signal) =>
      minutesApi.list({ limit: 30, ...filter, ...after(cursor) }, signal),
    ),
  of: (meetingId: string) => query(['minutes', meetingId], (signal) => minutesApi.minutes(meetingId, signal)),
}
