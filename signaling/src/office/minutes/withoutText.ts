import type { MinutesIssue } from '@diem-cau/signaling-contract/office'
import type { StoredIssue } from './MinutesStore.ts'

/** An issue as it is listed: its text is in its files. */
export function withoutText(stored: StoredIssue): MinutesIssue {
  const { content: _, previous: __, ...issue } = stored
  return issue
}
