import type { Grant } from '../../domain/office/officePermissions.ts'
import { roleWords } from '../tables/tableWords.ts'

/** Roles as people write them in a table, and as the import reads them: at another unit than `home` with its code. */
export function grantText(grants: readonly Grant[], home: string): string {
  return grants
    .map(({ role, unitCode }) => (unitCode === home ? roleWords[role].vi : `${roleWords[role].vi}@${unitCode}`))
    .join('; ')
}
