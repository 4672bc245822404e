import type { AnswerBoard, AnswerRow } from '@diem-cau/signaling-contract/office'

export type MailCounts = Readonly<Record<'sent' | 'waiting' | 'stuck' | 'failed' | 'none', number>>

/**
 * Counts what became of the mails to all who are invited. `stuck`: there is an address, but no mail server that could
 * send to it.
 */
export function mailCounts({ rows, mailConfigured }: Pick<AnswerBoard, 'rows' | 'mailConfigured'>): MailCounts {
  const count = (state: AnswerRow['mail']) => rows.filter(({ mail }) => mail === state).length
  const waiting = count('waiting')
  return {
    sent: count('sent'),
    waiting: mailConfigured ? waiting : 0,
    stuck: mailConfigured ? 0 : waiting,
    failed: count('failed'),
    none: count('none'),
  }
}
