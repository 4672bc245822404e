import { type ItemId, OptionId, type RequestData, requests, VoteId } from '@diem-cau/signaling-contract'

/** The form that the chair fills in; ids are made with it. */
export interface VoteForm {
  readonly voteId: VoteId
  readonly question: string
  readonly itemId: ItemId | null
  readonly options: readonly { readonly optionId: OptionId; readonly label: string }[]
  /** The index of the option that decides; null: votes are only counted. */
  readonly decides: number | null
  readonly secret: boolean
  readonly electorate: 'units' | 'delegates'
  readonly majority: 'simple' | 'twoThirds' | 'custom'
  readonly numerator: number
  readonly denominator: number
  readonly of: 'present' | 'invited'
  readonly mayChange: boolean
  /** The time to vote in seconds; null: until it is closed. */
  readonly forSec: number | null
}

export const MOST_OPTIONS = 12

const newOption = (label: string) => ({ optionId: OptionId.parse(`o.${crypto.randomUUID()}`), label })

/**
 * The form of most votes: for, against, abstain; more than half of those present. On a point of the agenda its title is
 * the question.
 */
export function newVoteForm(labels: readonly string[], itemId: ItemId | null, question = ''): VoteForm {
  return {
    voteId: VoteId.parse(`v.${crypto.randomUUID()}`),
    question,
    itemId,
    options: labels.map(newOption),
    decides: 0,
    secret: false,
    electorate: 'units',
    majority: 'simple',
    numerator: 3,
    denominator: 4,
    of: 'present',
    mayChange: true,
    forSec: null,
  }
}

/** Puts other options in their place; the first one decides, if any did before. */
export function withLabels(form: VoteForm, labels: readonly string[]): VoteForm {
  return { ...form, options: labels.map(newOption), decides: form.decides === null ? null : 0 }
}

export function withOption(form: VoteForm): VoteForm {
  return { ...form, options: [...form.options, newOption('')] }
}

export function withoutOption(form: VoteForm, index: number): VoteForm {
  const decides = form.decides === null || form.decides === index ? null : form.decides - Number(form.decides > index)
  return { ...form, options: form.options.toSpliced(index, 1), decides }
}

/** True when another option reads the same. */
export function isTwice(form: VoteForm, index: number): boolean {
  const read = (label: string) => label.trim().toLocaleLowerCase('vi')
  const own = read(form.options[index]?.label ?? '')
  return own !== '' && form.options.some(({ label }, other) => other !== index && read(label) === own)
}

/**
 * Makes the request of a form; null as long as something is missing or the server would refuse it.
 * @param belowQuorum the chair opens it on purpose without the quorum (SPEC 10.6)
 */
export function voteRequest(form: VoteForm, belowQuorum = false): RequestData<'vote:open'> | null {
  const { voteId, itemId, question, options, secret, electorate, of, mayChange, forSec } = form
  const majority =
    form.majority === 'custom'
      ? { kind: form.majority, share: { numerator: form.numerator, denominator: form.denominator } }
      : { kind: form.majority }
  const decides = form.decides === null ? null : (options[form.decides]?.optionId ?? null)
  const asked = {
    voteId,
    itemId,
    question,
    options,
    decides,
    secret,
    electorate,
    rule: { majority, of },
    mayChange: mayChange && !secret,
    forSec,
    ...(belowQuorum ? { belowQuorum } : {}),
  }
  return requests['vote:open'].data.safeParse(asked).data ?? null
}
