import { randomInt } from 'node:crypto'

/** The alphabet lacks letters and digits that are taken for one another on paper: 0 o 1 l i, and v/u in handwriting. */
const ALPHABET = 'abcdefghjkmnpqrstwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/** e.g. `kx7m-pq4d-92rt-wahc`: 16 of 29 characters, 77 bits. */
export function readablePassword(): string {
  return Array.from({ length: GROUPS }, group).join('-')
}

function group(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
