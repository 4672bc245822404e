import type { AuditAction } from '@diem-cau/signaling-contract/office'
/** A call leaves these actions in the audit log, in this order, or nothing, with the reason why that is right. */
export type OnRecord = readonly [AuditAction, ...AuditAction[]] | { readonly nothing: string }

const nothing = (why: string) => ({ nothing: why })

/**
 * Every route that changes something, and what a call that succeeds appends to the audit log. A route that is not
 * here, or that is no more, fails `everyRoute.test.ts`.
 */
export const auditedRoutes = {
  signIn: {
    'POST /api/sign-in': ['signIn.succeeded'],
    'POST /api/token': nothing('it goes on with a sign-in that is on record; when and from where is under "sign-ins"'),
    'POST /api/sign-out': ['signIn.ended'],
    'POST /api/me/password': ['account.passwordChanged', 'signIn.succeeded'],
    'POST /api/me/totp': nothing('a secret is offered; it counts for nothing until its first code, which is on record'),
    'POST /api/me/totp/confirm': ['account.totpSet'],
    'DELETE /api/me/totp': ['account.totpRemoved'],
    'DELETE /api/me/sign-ins/:signInId': ['signIn.revoked'],
    'POST /api/me/feed/renew': ['feed.renewed'],
  },
  people: {
    'POST /api/accounts': ['account.created'],
    'POST /api/accounts/import': ['account.imported', 'account.created'],
    'POST /api/accounts/import/passwords.xlsx': nothing(
      'the list that the administrator was told by an import that is on record, in another form; nothing of it is kept',
    ),
    'PATCH /api/accounts/:accountId': ['account.rolesChanged'],
    'POST /api/accounts/:accountId/password': ['account.passwordReset'],
    'DELETE /api/accounts/:accountId/totp': ['account.totpRemoved'],
    'DELETE /api/accounts/:accountId/sign-ins': ['account.signedOut'],
  },
  rooms: {
    'POST /api/rooms': ['room.created'],
    'PATCH /api/rooms/:roomId': ['room.edited'],
    'POST /api/rooms/:roomId/enrol': ['room.enrolled'],
    'POST /api/rooms/:roomId/revoke': ['room.revoked'],
    'POST /api/rooms/:roomId/feed/renew': ['feed.renewed'],
    'POST /api/pairings': nothing(
      'a code on a screen opens nothing until an administrator types it, which is on record',
    ),
    'POST /api/pairings/:pairingId/claim': ['signIn.succeeded'],
  },
  units: {
    'POST /api/units': ['unit.created'],
    'POST /api/units/import': ['unit.created', 'unit.imported'],
    'PATCH /api/units/:code': ['unit.edited'],
    'POST /api/units/:code/changes': ['unit.changePlanned'],
    'DELETE /api/units/:code/changes/:changeId': ['unit.changeWithdrawn'],
    'POST /api/groups': ['group.created'],
    'PUT /api/groups/:groupId': ['group.edited'],
    'DELETE /api/groups/:groupId': ['group.deleted'],
  },
  schedule: {
    'POST /api/schedule/meetings': ['meeting.created'],
    'POST /api/schedule/now': ['meeting.created'],
    'PUT /api/schedule/meetings/:meetingId': ['meeting.changed'],
    'POST /api/schedule/meetings/:meetingId/rehearsal': ['meeting.created'],
    'POST /api/schedule/meetings/:meetingId/invited': ['meeting.invitedMore'],
    'POST /api/schedule/meetings/:meetingId/cancel': ['meeting.cancelled'],
    'DELETE /api/schedule/meetings/:meetingId': ['meeting.deleted'],
    'POST /api/schedule/conflicts': nothing('a question about a plan that is not saved'),
    'POST /api/schedule/resolve': nothing('a question: which units these rules mean'),
    'POST /api/schedule/recurrence': nothing('a question: which days a rule gives'),
  },
  invitations: {
    'PUT /api/meetings/:meetingId/answer': ['invitation.answered'],
    'PUT /api/invitations/answer': ['invitation.answered'],
    'POST /api/inbox/read': nothing('what somebody has read for themselves changes nothing for others'),
    'POST /api/answer/:token': ['invitation.answered'],
    'POST /api/guests/:token': ['signIn.succeeded'],
    'PUT /api/meetings/:meetingId/rooms/:roomId/people': ['meeting.peopleSeated'],
    'POST /api/arrivals': ['meeting.peopleSeated'],
    'POST /api/outbox/test': ['mail.tested'],
    'POST /api/outbox/:mailId/retry': ['mail.retried'],
  },
  papers: {
    'POST /api/papers/upload': nothing('an upload begins: there is no paper until its last piece is here'),
    'PATCH /api/papers/upload/:uploadId': ['paper.uploaded'],
    'DELETE /api/papers/upload/:uploadId': nothing('an upload is given up before there was a paper'),
    'PATCH /api/papers/:paperId': ['paper.edited'],
    'POST /api/papers/:paperId/versions/:number/link': nothing(
      'an address of two minutes to read what one may read; nothing changes',
    ),
    'DELETE /api/papers/:paperId': ['paper.removed'],
  },
  alerts: {
    'POST /api/operations/alerts/:alertId/acknowledge': ['alert.acknowledged'],
    'POST /api/operations/alert-rules': ['alertRule.created'],
    'PUT /api/operations/alert-rules/:ruleId': ['alertRule.edited'],
    'DELETE /api/operations/alert-rules/:ruleId': ['alertRule.removed'],
  },
  integrations: {
    'POST /api/webhooks': ['webhook.created'],
    'PUT /api/webhooks/:webhookId': ['webhook.edited'],
    'DELETE /api/webhooks/:webhookId': ['webhook.removed'],
    'POST /api/webhooks/:webhookId/secret': ['webhook.secretRenewed'],
    'POST /api/webhooks/:webhookId/test': ['webhook.tested'],
    'POST /api/webhooks/deliveries/:deliveryId/replay': ['webhook.replayed'],
    'POST /api/keys': ['key.created'],
    'DELETE /api/keys/:keyId': ['key.revoked'],
  },
  nodes: {
    'POST /api/operations/self-check': ['server.checked'],
    'POST /api/media-nodes/:nodeId/drain': ['node.drained'],
    'POST /api/media-nodes/:nodeId/test': nothing('a question to the node; nothing changes'),
    'POST /api/media-nodes/:nodeId/lines': nothing('a line that carries nothing and ends by itself'),
    'POST /api/media-nodes/:nodeId/lines/:lineId/connect': nothing('a line that carries nothing and ends by itself'),
  },
  lines: {
    'POST /api/readiness/lines': nothing('a line that brings back what goes over it, and ends by itself'),
    'POST /api/readiness/lines/:lineId/connect': nothing('a line to try, which ends by itself'),
    'POST /api/readiness/lines/:lineId/produce': nothing('what goes over it comes back to its own browser alone'),
    'POST /api/readiness/lines/:lineId/camera': nothing('the room’s own camera, which goes to its own browser alone'),
    'POST /api/readiness/lines/:lineId/resume': nothing('what goes over it comes back to its own browser alone'),
    'DELETE /api/readiness/lines/:lineId': nothing('it would have ended by itself'),
  },
  operations: {
    'POST /api/operations/meetings/:meetingId/rooms/:participantId/move': ['endpoint.moved'],
    'POST /api/operations/meetings/:meetingId/rooms/:participantId/restart': ['endpoint.restarted'],
    'POST /api/operations/meetings/:meetingId/rooms/:participantId/diagnosis': ['endpoint.diagnosed'],
    'POST /api/operations/meetings/:meetingId/end': ['meeting.ended'],
  },
  readiness: {
    'POST /api/readiness/runs': nothing(
      'what a page measured of its room is kept with the room, a thousand times a day',
    ),
    'POST /api/readiness/help': ['room.helpCalled'],
    'PUT /api/readiness/still': nothing('that it was asked for is on record; the picture is in no log'),
    'POST /api/readiness/rooms/:roomId/ask': ['room.testAsked'],
    'POST /api/readiness/meetings/:meetingId/ask': ['meeting.testsAsked'],
    'POST /api/readiness/rooms/:roomId/seen': ['alert.acknowledged'],
    'PUT /api/rooms/:roomId/profile': ['room.profileEdited'],
    'PUT /api/rooms/:roomId/settings': ['room.settingsEdited'],
    'PUT /api/rooms/:roomId/camera': ['room.cameraSet'],
    'POST /api/rooms/:roomId/camera/try': nothing('it is looked at, and nothing is changed'),
    'DELETE /api/rooms/:roomId/camera': ['room.cameraRemoved'],
    'POST /api/readiness/rooms/:roomId/still': ['room.stillAsked'],
  },
  minutes: {
    'PUT /api/minutes/:meetingId': ['minutes.saved'],
    'POST /api/minutes/:meetingId/submit': ['minutes.submitted'],
    'POST /api/minutes/:meetingId/return': ['minutes.returned'],
    'POST /api/minutes/:meetingId/approve': ['minutes.approved'],
    'POST /api/minutes/:meetingId/number': ['minutes.numbered'],
    'POST /api/minutes/:meetingId/amend': ['minutes.amending'],
    'POST /api/minutes/:meetingId/discard': ['minutes.discarded'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, OnRecord>>>>

export type Area = keyof typeof auditedRoutes
export type RouteOf<A extends Area> = keyof (typeof auditedRoutes)[A] & string
