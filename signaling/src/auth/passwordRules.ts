import { foldText, MeetingError } from '@diem-cau/signaling-contract'

/**
 * People here choose these first. They are folded and without digits at the end, and are compared with the beginning of a password
 * to which the same was done. From the lists of leaked passwords of NordPass for Vietnam and of SecLists.
 */
const COMMON = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'matkhau',
  'mat khau',
  'admin',
  'administrator',
  'quantri',
  'quan tri',
  'quanly',
  'quan ly',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'letmein',
  'welcome',
  'iloveyou',
  'abcdef',
  'abcdefgh',
  'abcdefghij',
  'abc',
  'test',
  'user',
  'anhyeuem',
  'emyeuanh',
  'yeuem',
  'anhnhoem',
  'toiyeuvietnam',
  'vietnam',
  'viet nam',
  'saigon',
  'hanoi',
  'cantho',
  'can tho',
  'thanhpho',
  'khongbiet',
  'khongcho',
  'khongco',
  'maiyeuem',
  'conyeume',
  'giadinh',
  'hoilamgi',
  'doimatkhau',
  'doi mat khau',
  'diemcau',
  'diem cau',
  'hoptructuyen',
  'ubnd',
  'uyban',
]

/** Runs of the keyboard and the alphabet that are taken for what they are, forwards and backwards. */
const RUNS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv',
  'qazwsxedcrfv',
  '1q2w3e4r5t6y7u8i9o0p',
]

const PRODUCT = 'Điểm Cầu'

/** The person whose password it is to be. */
export type PasswordOwner = {
  readonly login: string
  readonly name: string
  readonly unit: { readonly code: string; readonly name: string }
}

/** Fewer different characters than that are no password. */
const MIN_DIFFERENT = 5

/** Digits of the longest number that people know by heart: of the identity card. */
const MAX_NUMBER = 12

/**
 * Refuses what is guessed first. Length is the contract's (10); there are no rules on kinds of characters, which
 * lead to "Matkhau@123" (NIST SP 800-63B §3.1.1.2).
 * @throws MeetingError `weakPassword` with the field
 */
export function assertPassword(password: string, owner: PasswordOwner, field = 'next'): void {
  if (isWeak(password, owner)) throw new MeetingError('weakPassword', 'too easy to guess', { field })
}

function isWeak(password: string, owner: PasswordOwner): boolean {
  const folded = plain(password)
  if (new Set(folded).size < MIN_DIFFERENT) return true
  if (isRun(folded)) return true
  const letters = squeezed(folded)
  const rest = ownWords(owner).reduce((text, word) => text.replaceAll(word, ''), letters)
  if (rest.length < letters.length && rest.replaceAll(/[^a-z]/g, '').length < 4) return true
  // Birthdays, telephone and identity card numbers.
  if (/^[^a-z]*$/.test(folded) && folded.replaceAll(/\D/g, '').length <= MAX_NUMBER) return true
  return COMMON.map(plain).includes(core(folded))
}

/** Words that everybody knows who has the account: login, name and unit, whole and in their parts, and this program; the longest first. */
function ownWords({ login, name, unit }: PasswordOwner): string[] {
  const whole = [login, name, unit.code, unit.name, PRODUCT]
  const parts = [login, unit.code].flatMap((text) => text.split(/[.@_-]/))
  // "o-mon.thoi-an": its own part of the code is "thoi-an".
  const places = unit.code.split('.')
  const words = [...whole, ...parts, ...places].map((text) => squeezed(plain(text))).filter((text) => text.length >= 3)
  return [...new Set(words)].toSorted((a, b) => b.length - a.length)
}

function squeezed(text: string): string {
  return text.replaceAll(/[^a-z0-9]/g, '')
}

/** Takes off accents, case and blanks. */
function plain(text: string): string {
  return foldText(text).replaceAll(/\s/g, '')
}

/** Takes off the digits and signs that people put around a word: "@matkhau123!" -> "matkhau". */
function core(text: string): string {
  return text.replace(/^[^a-z]+/, '').replace(/[^a-z]+$/, '')
}

function isRun(text: string): boolean {
  const backwards = (run: string) => run.split('').toReversed().join('')
  return RUNS.flatMap((run) => [run, backwards(run)]).some((run) => run.repeat(3).includes(text))
}
