import { Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './admin.module.css'

interface Props {
  readonly title: string
  readonly intro?: string
  /** The actions of the page. */
  readonly children?: ReactNode
}

export function PageHead({ title, intro, children }: Props) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <header className={classes['head']}>
      <div className={classes['headText']}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {intro && <p>{intro}</p>}
      </div>
      {children && <div className={classes['row']}>{children}</div>}
    </header>
  )
}
