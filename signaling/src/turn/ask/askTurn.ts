import { PAGE_HOST, type TurnGrant, type TurnUrl } from '@diem-cau/signaling-contract'
import { stunRequest } from './stunMessage.ts'
import { type CertificateProblem, openWire, type StunPlace } from './StunWire.ts'

/** Nobody waits longer for a TURN server, in milliseconds. */
const PATIENCE_MS = 2_500

/**
 * What a TURN server said. `refused`: of our credential, so that it has another secret, or another clock; `full`: a quota; `denied`: anything
 * else, with its code.
 */
export type TurnState =
  | {
      readonly kind: 'well'
      readonly tookMs: number
      readonly certificateProblem: CertificateProblem | null
      /** Of those that were named, the addresses that it does not relay to. */
      readonly shutTo: readonly string[]
    }
  | { readonly kind: 'refused' | 'full' }
  | { readonly kind: 'denied'; readonly code: number }
  | { readonly kind: 'unreachable'; readonly why: string }

/** Where a URL leads to. @param pageHost stands for `*` */
export function placeOf(url: TurnUrl, pageHost: string): StunPlace {
  const [, scheme = '', host = '', port, transport] =
    /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(\w+))?$/i.exec(url) ?? []
  const isTls = scheme.toLowerCase() === 'turns'
  return {
    protocol: isTls ? 'tls' : transport?.toLowerCase() === 'tcp' ? 'tcp' : 'udp',
    host: (host === PAGE_HOST ? pageHost : host).replace(/^\[(.*)\]$/, '$1'),
    port: Number(port ?? (isTls ? 5349 : 3478)),
  }
}

/**
 * Takes a relayed way as a browser would, and gives it back at once. Never fails.
 * @param peers addresses of media nodes that it has to relay to, of the family of the way
 */
export async function askTurn(
  place: StunPlace,
  { username, credential }: Pick<TurnGrant, 'username' | 'credential'>,
  peers: readonly string[] = [],
): Promise<TurnState> {
  const since = performance.now()
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    using wire = await openWire(place, signal)
    const { certificateProblem } = wire
    // The first one is refused by every server, with what the second one has to be signed with.
    const asked = await wire.ask(stunRequest({ kind: 'allocate' }, null))
    if (asked.errorCode !== 401) return denied(asked.errorCode)
    const signed = { username, credential, realm: asked.realm, nonce: asked.nonce }
    const answer = await wire.ask(stunRequest({ kind: 'allocate' }, signed))
    if (!answer.isSuccess) return denied(answer.errorCode)
    const tookMs = performance.now() - since
    const shutTo: string[] = []
    for (const peer of peers)
      if (!(await wire.ask(stunRequest({ kind: 'permit', peer }, signed))).isSuccess) shutTo.push(peer)
    await wire.ask(stunRequest({ kind: 'release' }, signed))
    return { kind: 'well', tookMs, certificateProblem, shutTo }
  } catch (error) {
    return { kind: 'unreachable', why: signal.aborted ? `no answer within ${PATIENCE_MS / 1000} s` : whyOf(error) }
  }
}

function denied(code: number | null): TurnState {
  if (code === 401 || code === 431) return { kind: 'refused' }
  if (code === 486 || code === 508) return { kind: 'full' }
  return { kind: 'denied', code: code ?? 0 }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
