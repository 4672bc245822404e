/**
 * Schemas of the answers to a sign-in, in a chunk of their own: they are an eighth of the first page, which shows
 * without them.
 */
export { SignedIn } from '@diem-cau/signaling-contract'
export { readFailure } from './readFailure.ts'
