import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { type Area, auditedRoutes } from '../../testing/everyRoute/auditedRoutes.ts'
import { alertCalls } from '../../testing/everyRoute/alertCalls.ts'
import { integrationCalls } from '../../testing/everyRoute/integrationCalls.ts'
import { invitationCalls, minutesCalls, paperCalls, scheduleCalls } from '../../testing/everyRoute/meetingCalls.ts'
import { lineCalls } from '../../testing/everyRoute/lineCalls.ts'
import { nodeCalls } from '../../testing/everyRoute/nodeCalls.ts'
import { operationsCalls } from '../../testing/everyRoute/operationsCalls.ts'
import { peopleCalls, roomCalls, signInCalls } from '../../testing/everyRoute/peopleCalls.ts'
import { readinessCalls } from '../../testing/everyRoute/readinessCalls.ts'
import { unitCalls } from '../../testing/everyRoute/unitCalls.ts'
import { startOffice } from '../../testing/startOffice.ts'

const CHANGING = ['POST', 'PUT', 'PATCH', 'DELETE']

/** All that the running office registers, also what its OpenAPI document hides. */
async function changingRoutes(): Promise<string[]> {
  const routes = new Set<string>()
  const listen = (message: unknown) =>
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) if (CHANGING.includes(each)) routes.add(`${each} ${url}`)
    })
  subscribe('fastify.initialization', listen)
  try {
    await startOffice()
  } finally {
    unsubscribe('fastify.initialization', listen)
  }
  return [...routes].toSorted()
}

// Two requests that only read write a line too: the export (audit.test.ts), and the way back from OpenID (oidcRoutes.test.ts).
test('14.2 of every route that changes something it is written down what it leaves in the audit log', async () => {
  const routes = await changingRoutes()
  expect(routes.length).toBeGreaterThan(40)
  expect(
    Object.values(auditedRoutes)
      .flatMap((area) => Object.keys(area))
      .toSorted(),
  ).toEqual(routes)
})

const calls: Record<Area, () => Promise<void>> = {
  signIn: signInCalls,
  people: peopleCalls,
  rooms: roomCalls,
  units: unitCalls,
  schedule: scheduleCalls,
  invitations: invitationCalls,
  papers: paperCalls,
  minutes: minutesCalls,
  alerts: alertCalls,
  integrations: integrationCalls,
  nodes: nodeCalls,
  lines: lineCalls,
  operations: operationsCalls,
  readiness: readinessCalls,
}

test.each(Object.entries(calls))(
  '14.2 %s: what succeeds is on record, with who, from where and about what, and nothing else is; 14.4 no secret is',
  (_, call) => call(),
)
