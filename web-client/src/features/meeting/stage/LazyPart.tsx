import { Button, Loader } from '@mantine/core'
import { useEffect, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './LazyPart.module.css'

interface Props {
  readonly load: () => Promise<ComponentType>
}

/** A part of the stage that comes as a chunk of its own. On a weak line it may not come at first. */
export function LazyPart({ load }: Props) {
  const { t } = useTranslation(['stage', 'translation'])
  const [part, setPart] = useState<{ readonly Part: ComponentType } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [failed, setFailed] = useState(-1)
  useEffect(() => {
    let isHere = true
    load().then(
      (Part) => isHere && setPart({ Part }),
      () => isHere && setFailed(attempt),
    )
    return () => {
      isHere = false
    }
  }, [attempt, load])
  if (part) return <part.Part />
  if (failed < attempt) {
    return (
      <div className={classes['state']} role="status">
        <Loader color="gray" />
        {t('translation:common.loading')}
      </div>
    )
  }
  return (
    <div className={classes['state']} role="alert">
      {t('loadFailed')}
      <Button onClick={() => setAttempt((n) => n + 1)}>{t('translation:common.retry')}</Button>
    </div>
  )
}
