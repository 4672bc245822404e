import { Button } from '@mantine/core'
import { IconFilterOff, IconSearchOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from './Empty.tsx'

interface Props {
  readonly title?: string
  /** Takes search and filters away. */
  readonly onClear: () => void
}

/** Says that there is something, but nothing like what was looked for. */
export function NothingFound({ title, onClear }: Props) {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<IconSearchOff size="1em" stroke={1.4} />}
      title={title ?? t('nothingFound.title')}
      text={t('nothingFound.hint')}
    >
      <Button
        variant="default"
        leftSection={<IconFilterOff size="1.1em" aria-hidden />}
        onClick={onClear}
        data-testid="clear-search"
      >
        {t('nothingFound.clear')}
      </Button>
    </Empty>
  )
}
