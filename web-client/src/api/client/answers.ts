/** What checks the answers to a sign-in. On its own: the schemas are an eighth of the first page, and it shows without them. */
export { SignedIn } from '@diem-cau/signaling-contract'
export { readFailure } from './readFailure.ts'
