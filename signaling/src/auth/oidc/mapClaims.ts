import { fitLine, UnitCode } from '@diem-cau/signaling-contract'
import { Email, Login, requiredLine } from '@diem-cau/signaling-contract/office'
import { z } from 'zod'
import type { Grant } from '../../domain/office/officePermissions.ts'
import type { Claims } from './OidcClient.ts'
import type { OidcSettings } from './OidcSettings.ts'

/** A person as the claims describe them. */
export type MappedClaims = {
  readonly name: string
  readonly email: string | null
  /** The login that they would like; null = the claims have nothing that could be one. */
  readonly login: string | null
  readonly unitCode: UnitCode
  readonly grants: readonly Grant[]
}

/** A claim that is wrong, and its value. */
export type WrongClaims = { readonly problem: 'unit' | 'roles'; readonly claim: string; readonly value: string }

const Values = z.union([z.string().transform((text) => text.split(/[\s,;]+/)), z.array(z.string())])
const Name = requiredLine(120)

/** Unit and roles as the settings map them. Values of roles that are not in the map are other programs' business. */
export function mapClaims(
  claims: Claims,
  { claimUnit, claimRoles, roleMap }: Pick<OidcSettings, 'claimUnit' | 'claimRoles' | 'roleMap'>,
): MappedClaims | WrongClaims {
  const unit = UnitCode.safeParse(
    z
      .string()
      .transform((text) => text.trim().toLowerCase())
      .safeParse(claims[claimUnit]).data,
  )
  if (!unit.success) return { problem: 'unit', claim: claimUnit, value: shown(claims[claimUnit]) }
  const roles = new Set(
    (Values.safeParse(claims[claimRoles]).data ?? [])
      .flatMap((value) => (Object.hasOwn(roleMap, value) ? [roleMap[value]] : []))
      .filter((role) => role !== undefined),
  )
  if (roles.size === 0) return { problem: 'roles', claim: claimRoles, value: shown(claims[claimRoles]) }
  const login =
    [claims['preferred_username'], claims['email']]
      .map((claim) => Login.safeParse(claim).data)
      .find((text) => text !== undefined) ?? null
  return {
    name:
      [claims['name'], claims['preferred_username'], claims['email'], claims.sub]
        .map((claim) => Name.safeParse(claim).data)
        .find((text) => text !== undefined) ?? '?',
    email: Email.safeParse(claims['email']).data ?? null,
    login,
    unitCode: unit.data,
    grants: [...roles].toSorted().map((role) => ({ role, unitCode: unit.data })),
  }
}

function shown(value: unknown): string {
  return value === undefined ? '' : fitLine(JSON.stringify(value) ?? '', 200)
}
