import { UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, languages } from '../locales/setup.ts'
import classes from './DisplayMenu.module.css'

const names = { vi: 'Tiếng Việt', en: 'English' }
const schemes = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon }
const next = { auto: 'light', light: 'dark', dark: 'auto' } as const

/** Language and light or dark, on every page. Plain buttons: the sign-in page loads no menu code. */
export function DisplayMenu() {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = schemes[colorScheme]
  const schemeText = `${t('display.scheme')}: ${t(`display.${colorScheme}`)}`
  return (
    <span className={classes['root']}>
      <span role="group" aria-label={t('display.language')} className={classes['group']}>
        {languages.map((language) => (
          <UnstyledButton
            key={language}
            lang={language}
            className={classes['button']}
            aria-pressed={i18n.language === language}
            aria-label={`${language.toUpperCase()}: ${names[language]}`}
            title={names[language]}
            onClick={() => chooseLanguage(language)}
            data-testid={`language-${language}`}
          >
            {language.toUpperCase()}
          </UnstyledButton>
        ))}
      </span>
      <UnstyledButton
        className={classes['button']}
        aria-label={schemeText}
        title={schemeText}
        onClick={() => setColorScheme(next[colorScheme])}
        data-testid="color-scheme"
      >
        <Icon size="1.3em" aria-hidden />
      </UnstyledButton>
    </span>
  )
}
