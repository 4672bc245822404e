import { Button, type ButtonProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useHome } from './useHome.ts'

/** Leads from a meeting back to the page before it; a guest came by a link and has nothing to go back to. */
export function HomeButton(props: Pick<ButtonProps, 'size' | 'variant'>) {
  const { t } = useTranslation()
  const home = useHome()
  if (home === null) return null
  return (
    <Button component={Link} to="/" {...props}>
      {t(home)}
    </Button>
  )
}
