import { Role } from '@diem-cau/signaling-contract/office'
import { z } from 'zod'

/** Settings of the office's own OpenID provider, at which people sign in. */
export type OidcSettings = {
  readonly issuer: string
  readonly clientId: string
  /** Null: a public client, PKCE alone. */
  readonly clientSecret: string | null
  /** Text on the button. */
  readonly label: string
  readonly scopes: string
  /** Claim with the code of the unit. */
  readonly claimUnit: string
  /** Claim with one value or several. */
  readonly claimRoles: string
  /** Value of that claim -> role. */
  readonly roleMap: Readonly<Record<string, Role>>
}

type Environment = Readonly<
  Partial<
    Record<
      | 'DIEM_CAU_OIDC_ISSUER'
      | 'DIEM_CAU_OIDC_CLIENT_ID'
      | 'DIEM_CAU_OIDC_LABEL'
      | 'DIEM_CAU_OIDC_SCOPES'
      | 'DIEM_CAU_OIDC_CLAIM_UNIT'
      | 'DIEM_CAU_OIDC_CLAIM_ROLES'
      | 'DIEM_CAU_OIDC_ROLE_MAP',
      string | undefined
    >
  >
>

/** The provider's values are our roles' names when no setting maps them. */
const OWN_NAMES = Object.fromEntries(Role.options.map((role) => [role, role]))

/**
 * The settings DIEM_CAU_OIDC_…; null without an issuer.
 * @param clientSecret what the file of DIEM_CAU_OIDC_CLIENT_SECRET_FILE holds
 */
export function readOidcSettings(
  env: Environment,
  clientSecret: string | null,
): { settings: OidcSettings | null; problems: string[] } {
  const issuer = env.DIEM_CAU_OIDC_ISSUER
  if (issuer === undefined) return { settings: null, problems: [] }
  const problems: string[] = []
  if (!isSafeIssuer(issuer))
    problems.push('DIEM_CAU_OIDC_ISSUER: must be an https:// address (http:// only on this machine itself)')
  const clientId = env.DIEM_CAU_OIDC_CLIENT_ID ?? ''
  if (clientId === '') problems.push('DIEM_CAU_OIDC_CLIENT_ID: is needed with DIEM_CAU_OIDC_ISSUER')
  const scopes = env.DIEM_CAU_OIDC_SCOPES ?? 'openid profile email'
  if (!scopes.split(' ').includes('openid')) problems.push('DIEM_CAU_OIDC_SCOPES: must contain openid')
  const roleMap = readRoleMap(env.DIEM_CAU_OIDC_ROLE_MAP, problems)
  const settings = {
    issuer,
    clientId,
    clientSecret,
    label: env.DIEM_CAU_OIDC_LABEL ?? 'Đăng nhập chung của cơ quan',
    scopes,
    claimUnit: env.DIEM_CAU_OIDC_CLAIM_UNIT ?? 'unit',
    claimRoles: env.DIEM_CAU_OIDC_CLAIM_ROLES ?? 'roles',
    roleMap,
  }
  return { settings: problems.length > 0 ? null : settings, problems }
}

/** "lanh-dao=chair,van-thu=secretary" or the same as JSON. */
function readRoleMap(text: string | undefined, problems: string[]): Record<string, Role> {
  if (text === undefined) return OWN_NAMES
  const pairs: unknown = text.trimStart().startsWith('{')
    ? parseJson(text)
    : Object.fromEntries(text.split(',').map((pair) => pair.split('=').map((part) => part.trim())))
  const parsed = z.record(z.string().min(1), Role).safeParse(pairs)
  if (parsed.success && Object.keys(parsed.data).length > 0) return parsed.data
  problems.push(
    `DIEM_CAU_OIDC_ROLE_MAP: must look like lanh-dao=chair,van-thu=secretary; roles are ${Role.options.join(', ')}`,
  )
  return {}
}

function isSafeIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
