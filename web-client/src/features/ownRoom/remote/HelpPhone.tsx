import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { helpQuery } from '../../../api/office/helpQuery.ts'
import classes from './HelpPhone.module.css'

/** Whom the room calls when something is wrong; nothing where the office has named nobody. */
export function HelpPhone() {
  const { t } = useTranslation('ownRoom')
  const help = useLoad(helpQuery).data
  if (!help || help.helpPhone === '') return null
  return (
    <p className={classes['root']} data-testid="help-phone">
      <IconPhone size="1.3em" aria-hidden />
      {t('help', { name: help.helpName })} <strong>{help.helpPhone}</strong>
    </p>
  )
}
