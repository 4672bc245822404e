/**
 * Keys by which programs ask the API (SPEC 17). A key is an account of its own: it has roles at units like a person, and besides may only
 * what its scopes say.
 *   GET    /api/keys           -> ApiKeyList
 *   POST   /api/keys           NewApiKey -> ApiKeyMade: the key itself, shown once
 *   DELETE /api/keys/:keyId    -> ApiKey: revoked, from the next request on
 *   GET    /api/key            -> OwnKey: for the program itself, what it may
 * Who may: `integration.manage` at the unit of the key, and to give its roles what it takes to give them to a person.
 */
import { z } from 'zod'
import { RowId, UnitCode } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { recorded, requiredLine } from '../text/text.ts'
import { RoleGrant, RoleGrantInput } from './roles.ts'

/** What a key is for. A route that names none of these takes no key. */
export const KeyScope = z.enum([
  'meetings.read',
  'meetings.plan',
  'minutes.read',
  'reports.read',
  'units.read',
  'operations.read',
  'alerts.acknowledge',
  'webhooks.manage',
])
export type KeyScope = z.infer<typeof KeyScope>

/** A key that nobody looks at must not be good for ever. */
export const MAX_KEY_DAYS = 730

/** Milliseconds since the epoch, within MAX_KEY_DAYS. */
export const NewApiKey = z.object({
  name: requiredLine(120),
  unitCode: UnitCode,
  grants: z.array(RoleGrantInput).min(1).max(20),
  scopes: z.array(KeyScope).min(1).max(KeyScope.options.length),
  expiresAt: z.int().min(0).max(8.64e15),
})
export type NewApiKey = z.infer<typeof NewApiKey>

export const ApiKey = z.object({
  keyId: RowId,
  name: recorded(120),
  unit: UnitRef,
  grants: z.array(RoleGrant),
  scopes: z.array(KeyScope),
  /** The beginning of the key, by which it is told from others. */
  prefix: recorded(20),
  createdAt: z.int(),
  createdBy: recorded(300),
  expiresAt: z.int(),
  lastUsedAt: z.int().nullable(),
  lastIp: recorded(100),
  revokedAt: z.int().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>
export const ApiKeyList = z.object({ keys: z.array(ApiKey) })
export type ApiKeyList = z.infer<typeof ApiKeyList>

export const ApiKeyMade = z.object({ key: ApiKey, secret: recorded(100) })
export type ApiKeyMade = z.infer<typeof ApiKeyMade>

export const OwnKey = ApiKey.pick({ keyId: true, name: true, unit: true, grants: true, scopes: true, expiresAt: true })
export type OwnKey = z.infer<typeof OwnKey>
