import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLayoutStore } from '../layout/LayoutContext.ts'
import { PaperFrame } from './PaperFrame.tsx'

const nothing = () => undefined

/** A paper that is read alone: the stage of the others goes on. */
export function OwnPaperView({
  paperId,
  version,
  name,
}: {
  readonly paperId: string
  readonly version: number
  readonly name: string
}) {
  const { t } = useTranslation('papers')
  const layout = useLayoutStore()
  const [page, setPage] = useState(1)
  return (
    <PaperFrame
      paperId={paperId}
      version={version}
      name={name}
      page={page}
      onPage={setPage}
      mode="own"
      following={null}
      onPoint={null}
      showsPointer={false}
      onLeave={nothing}
    >
      <Button
        variant="default"
        leftSection={<IconX size="1.2em" aria-hidden />}
        onClick={() => layout.setState({ own: null })}
        data-testid="paper-close"
      >
        {t('viewer.closeOwn')}
      </Button>
    </PaperFrame>
  )
}
