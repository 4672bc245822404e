import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconSunMoon, IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '../i18n/setup.ts'
import classes from './DisplayMenu.module.css'

const schemes = ['auto', 'light', 'dark'] as const

/** Language and light or dark, on every page. */
export function DisplayMenu() {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const check = (on: boolean) => (on ? <IconCheck size="1em" aria-hidden /> : <span className={classes['blank']} />)
  return (
    <span className={classes['root']}>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <UnstyledButton className={classes['button']} aria-label={t('display.language')} data-testid="language">
            <IconWorld size="1.2em" aria-hidden /> {i18n.language === 'en' ? 'EN' : 'VI'}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item lang="vi" leftSection={check(i18n.language !== 'en')} onClick={() => chooseLanguage('vi')}>
            {t('display.vietnamese')}
          </Menu.Item>
          <Menu.Item lang="en" leftSection={check(i18n.language === 'en')} onClick={() => chooseLanguage('en')}>
            {t('display.english')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <UnstyledButton className={classes['button']} aria-label={t('display.scheme')} data-testid="color-scheme">
            <IconSunMoon size="1.2em" aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {schemes.map((scheme) => (
            <Menu.Item key={scheme} leftSection={check(colorScheme === scheme)} onClick={() => setColorScheme(scheme)}>
              {t(`display.${scheme}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
