import type { AnswerBoard } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { mailCounts } from './mailCounts.ts'

/** Writes "1 thư chờ gửi, 7 nơi chưa có địa chỉ thư"; '' when there is nothing to say. */
export function useMailText(): (board: Pick<AnswerBoard, 'rows' | 'mailConfigured'>) => string {
  const { t } = useTranslation('schedule')
  return (board) => {
    const counts = mailCounts(board)
    return (['sent', 'waiting', 'stuck', 'failed', 'none'] as const)
      .flatMap((state) => (counts[state] > 0 ? [t(`answer.mailCount.${state}`, { count: counts[state] })] : []))
      .join(', ')
  }
}
