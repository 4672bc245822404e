import { Button } from '@mantine/core'
import { IconDeviceFloppy, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly busy: 'draft' | 'save' | null
  /** True when the invited do not know of the meeting yet. */
  readonly isDraft: boolean
  readonly onDraft: () => void
}

/** Saves and tells the invited (it submits the form), or keeps a draft. */
export function SaveButtons({ busy, isDraft, onDraft }: Props) {
  const { t } = useTranslation('schedule')
  return (
    <>
      <Button
        type="submit"
        size="md"
        loading={busy === 'save'}
        disabled={busy === 'draft'}
        leftSection={<IconSend size="1.2em" aria-hidden />}
        data-testid="save-plan"
      >
        {t(isDraft ? 'editor.save' : 'editor.saveAgain')}
      </Button>
      {isDraft && (
        <Button
          size="md"
          variant="default"
          loading={busy === 'draft'}
          disabled={busy === 'save'}
          onClick={onDraft}
          leftSection={<IconDeviceFloppy size="1.2em" aria-hidden />}
          data-testid="save-draft"
        >
          {t('editor.saveDraft')}
        </Button>
      )}
    </>
  )
}
