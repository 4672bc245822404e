import { DRAFT } from '@diem-cau/signaling-contract/documents'
import type { Minutes, MinutesContent } from '@diem-cau/signaling-contract/office'
import { Button, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Minutes.module.css'
import { PaperPreview } from './PaperPreview.tsx'

interface Props {
  readonly mine: MinutesContent
  readonly theirs: Minutes
  readonly onDecide: (keepMine: boolean) => void
}

/** Shows both versions side by side, as they would stand on paper. */
export function ConflictDialog({ mine, theirs, onDecide }: Props) {
  const { t } = useTranslation('minutes')
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      title={t('conflictTitle')}
      size="90rem"
      data-testid="minutes-conflict"
    >
      <Text>{t('conflictText')}</Text>
      <div className={classes['versions']}>
        <section>
          <Button onClick={() => onDecide(true)}>{t('keepMine')}</Button>
          <b>{t('mine')}</b>
          <PaperPreview content={mine} stand={DRAFT} />
        </section>
        <section>
          <Button variant="default" onClick={() => onDecide(false)}>
            {t('takeTheirs')}
          </Button>
          <b>{t('theirs', { name: theirs.updated.name })}</b>
          <PaperPreview content={theirs.content} stand={DRAFT} />
        </section>
      </div>
    </Modal>
  )
}
