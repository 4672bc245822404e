import { ErrorBody, localDate, RowId, UnitCode } from '@diem-cau/signaling-contract'
import {
  EditUnit,
  ImportReport,
  ImportTable,
  NewUnit,
  NewUnitChange,
  Unit,
  UnitDetail,
  UnitPage,
  UnitQuery,
  UnitTree,
} from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AuditActor } from '../../audit/AuditLog.ts'
import { MAX_IMPORT_BYTES } from '../tables/importSource.ts'
import { sendData } from '../files/sendData.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { createUnit, editUnit } from './editUnits.ts'
import { exportUnits, unitTemplate } from './exportUnits.ts'
import { importUnits } from './importUnits.ts'
import { listUnits } from './listUnits.ts'
import { planChange, withdrawChange } from './planChange.ts'
import { unitDetail } from './unitDetail.ts'
import { UnitReach } from './UnitReach.ts'
import { requireMay, scopeOf } from '../access.ts'
import { UnitTreeCache } from './UnitTreeCache.ts'

const params = z.object({ code: UnitCode })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Units: everybody in the office reads them, administrators change them. */
export const unitRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, office) => {
  const { db, authenticate, clock } = office
  const trees = new UnitTreeCache(db)

  const admin = async (request: FastifyRequest): Promise<{ actor: AuditActor; reach: UnitReach }> => {
    const account = await authenticate(request)
    return { actor: { account, ip: request.ip }, reach: await UnitReach.of(db, account) }
  }

  app.get(
    '/units',
    {
      config: { scope: 'units.read' },
      schema: {
        summary: 'Units, in the order of their names',
        querystring: UnitQuery,
        response: { 200: UnitPage, ...errors },
      },
    },
    async (request) => listUnits(db, request.query, await scopeOf(db, await authenticate(request), 'unit.read')),
  )

  app.get(
    '/units/tree',
    {
      config: { scope: 'units.read' },
      schema: {
        summary: 'All open units, for pickers; with an ETag',
        response: { 200: UnitTree, 304: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      await scopeOf(db, await authenticate(request), 'unit.read')
      const { body, etag } = await trees.read()
      // The browser keeps the tree, but asks for it every time.
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (namesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send(null)
      return reply
        .type('application/json; charset=utf-8')
        .serializer(() => body)
        .send({ units: [] })
    },
  )

  for (const kind of ['xlsx', 'csv'] as const) {
    app.get(
      `/units/export.${kind}`,
      {
        config: { cost: 5 },
        schema: { summary: `All open units as ${kind}, as the import takes them`, response: errors },
      },
      async (request, reply) => {
        await scopeOf(db, await authenticate(request), 'unit.read')
        return sendData(reply, kind, `don-vi-${localDate(clock())}.${kind}`, await exportUnits(db, kind))
      },
    )

    app.get(
      `/units/template.${kind}`,
      { config: { cost: 5 }, schema: { summary: `A ${kind} file to fill in for the import`, response: errors } },
      async (request, reply) => {
        await scopeOf(db, await authenticate(request), 'unit.read')
        return sendData(reply, kind, `mau-don-vi.${kind}`, await unitTemplate(db, kind))
      },
    )
  }

  app.post(
    '/units/import',
    {
      config: { cost: 40 },
      bodyLimit: MAX_IMPORT_BYTES,
      schema: {
        summary: 'Units of a table: all rows or none',
        body: ImportTable,
        response: { 200: ImportReport, ...errors },
      },
    },
    async (request) => {
      const { actor, reach } = await admin(request)
      return importUnits(office, actor, reach, request.body)
    },
  )

  app.post(
    '/units',
    { schema: { summary: 'A new unit', body: NewUnit, response: { 200: Unit, ...errors } } },
    async (request) => {
      const { actor, reach } = await admin(request)
      return createUnit(office, actor, reach, request.body)
    },
  )

  app.get(
    '/units/:code',
    {
      config: { scope: 'units.read' },
      schema: { summary: 'A unit with its history', params, response: { 200: UnitDetail, ...errors } },
    },
    async (request) => {
      const account = await authenticate(request)
      const { code } = request.params
      const scope = await scopeOf(db, account, 'unit.read')
      if (!scope.all) await requireMay(db, account, 'unit.read', code)
      return unitDetail(db, code)
    },
  )

  app.patch(
    '/units/:code',
    {
      schema: {
        summary: 'Put a mistake right; a change of the unit itself has a day',
        params,
        body: EditUnit,
        response: { 200: Unit, ...errors },
      },
    },
    async (request) => {
      const { actor, reach } = await admin(request)
      await reach.require(db, request.params.code)
      return editUnit(office, actor, request.params.code, request.body)
    },
  )

  app.post(
    '/units/:code/changes',
    {
      schema: {
        summary: 'Rename, move, merge or close a unit from a day on',
        params,
        body: NewUnitChange,
        response: { 200: UnitDetail, ...errors },
      },
    },
    async (request) => {
      const { actor, reach } = await admin(request)
      return planChange(office, actor, reach, request.params.code, request.body)
    },
  )

  app.delete(
    '/units/:code/changes/:changeId',
    {
      schema: {
        summary: 'Withdraw a change that is still to come, or that failed',
        params: params.extend({ changeId: RowId }),
        response: { 200: UnitDetail, ...errors },
      },
    },
    async (request) => {
      const { actor, reach } = await admin(request)
      return withdrawChange(office, actor, reach, request.params.code, request.params.changeId)
    },
  )
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
function namesEtag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((given) => given.trim().replace(/^W\//, '') === etag)
}
