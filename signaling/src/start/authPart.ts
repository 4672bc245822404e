import type { Account } from '@diem-cau/signaling-contract'
import { AccessTokens } from '../auth/AccessTokens.ts'
import { ApiKeyStore } from '../auth/ApiKeyStore.ts'
import {
  type Authenticate,
  createAuthenticate,
  type Identify,
  type WhichMachine,
  type WhoIs,
} from '../auth/authenticate.ts'
import type { GuestStays } from '../auth/GuestStays.ts'
import type { Limits } from '../auth/limits/Limits.ts'
import { memoryLimits } from '../auth/limits/memoryLimits.ts'
import { redisLimits } from '../auth/limits/redisLimits.ts'
import { KnownDevices } from '../auth/KnownDevices.ts'
import type { OidcAdmission } from '../auth/oidc/OidcAdmission.ts'
import { OidcClient } from '../auth/oidc/OidcClient.ts'
import { PasswordSignIn } from '../auth/PasswordSignIn.ts'
import { Sealer } from '../auth/Sealer.ts'
import { SecondFactor } from '../auth/SecondFactor.ts'
import { SignIns } from '../auth/SignIns.ts'
import type { ServerAddress } from '../edge/http/ServerAddress.ts'
import { guestStays } from '../office/invitations/guestStays.ts'
import { OidcAccounts } from '../office/people/OidcAccounts.ts'
import { RoomSightings } from '../office/rooms/RoomSightings.ts'
import type { RunningMeetings } from '../office/RunningMeetings.ts'
import { ReadinessStore } from '../readiness/store/ReadinessStore.ts'
import type { DirectoryPart } from './directoryPart.ts'
import type { StartSettings } from './startSettings.ts'
import type { StorePart } from './storePart.ts'

/** Finds out who somebody is, and lets them sign in. */
export type AuthPart = {
  readonly tokens: AccessTokens
  readonly sealer: Sealer
  readonly authenticate: Authenticate
  readonly identify: Identify
  readonly whoIs: WhoIs
  readonly whichMachine: WhichMachine
  readonly signIns: SignIns
  readonly passwordSignIn: PasswordSignIn
  readonly secondFactor: SecondFactor
  readonly knownDevices: KnownDevices
  readonly guestStays: GuestStays
  /** Counts, for all processes together, what may be done only so often. */
  readonly limits: Limits
  /** Others call this with every account that asks for something, or whose socket stands. */
  readonly seen: (account: Account) => void
  /** Null: the office has no provider. */
  readonly oidc: { readonly client: OidcClient; readonly accounts: OidcAdmission } | null
}

export async function authPart(
  settings: StartSettings,
  { db, audit, accounts, keys }: StorePart,
  address: Pick<ServerAddress, 'isSecure'>,
  meetings: Pick<RunningMeetings, 'isIn'>,
  redis: DirectoryPart['redis'] = null,
): Promise<AuthPart> {
  const { clock, logger, requireTotp = false, oidc = null } = settings
  const secure = address.isSecure
  const [tokens, sealer] = await Promise.all([AccessTokens.open(keys), Sealer.open(keys)])
  const sightings = new RoomSightings(db, clock, logger)
  const seen = (account: Account) => sightings.note(account)
  const stays = guestStays(db, meetings, clock)
  const secondFactor = new SecondFactor(db, sealer)
  const limits = redis ? redisLimits((...script) => redis.run(...script), clock) : memoryLimits(clock)
  return {
    tokens,
    sealer,
    ...createAuthenticate({
      tokens,
      keys: new ApiKeyStore(db),
      accounts,
      clock,
      requireTotp,
      guestStays: stays,
      seen,
    }),
    signIns: new SignIns({
      db,
      audit,
      tokens,
      sealer,
      guestStays: stays,
      clock,
      secure,
      onRoomCopied: (tx, roomId, now) => new ReadinessStore(tx).mark(roomId, 'copiedAt', now),
    }),
    passwordSignIn: new PasswordSignIn({ db, audit, secondFactor, limits, clock }),
    secondFactor,
    knownDevices: new KnownDevices(sealer, secure),
    guestStays: stays,
    limits,
    seen,
    oidc: oidc && { client: new OidcClient(oidc), accounts: new OidcAccounts({ db, audit, clock }) },
  }
}
