import { createTheme, InputWrapper, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const navy: MantineColorsTuple = [
  '#eaf2fa',
  '#d3e2f1',
  '#a5c4e3',
  '#74a5d5',
  '#4c8ac9',
  '#3278c2',
  '#226bb8',
  '#1b5594',
  '#174777',
  '#123a63',
]
const red: MantineColorsTuple = [
  '#fdecec',
  '#f8d6d6',
  '#efa9a9',
  '#e67a7a',
  '#de5253',
  '#d93a3b',
  '#c42b2d',
  '#b02326',
  '#9f1d20',
  '#851417',
]

/** Mantine's greys, turned towards our navy. */
const dark: MantineColorsTuple = [
  '#edf1f6',
  '#c3cedb',
  '#a9b6c6',
  '#7d8da1',
  '#3d4f65',
  '#33445a',
  '#1d2a3a',
  '#162130',
  '#111a27',
  '#0d1520',
]

/** The colours are calm and official: navy to act, a deep red for what ends something. */
export const theme = createTheme({
  fontFamily: "'Be Vietnam Pro', 'Noto Sans', system-ui, sans-serif",
  headings: { fontFamily: "'Be Vietnam Pro', 'Noto Sans', system-ui, sans-serif", fontWeight: '600' },
  colors: { navy, red, dark },
  primaryColor: 'navy',
  primaryShade: { light: 8, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { styles: { title: { fontWeight: 600, fontSize: '1.15rem' } } },
    InputWrapper: InputWrapper.extend({ styles: { label: { marginBottom: '0.4rem' } } }),
  },
  // Sizes follow the root font size, which grows on a television.
  scale: 1,
})

/** Sets Mantine's own variables in our colours, so that every component has the same contrast. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--dc-surface)',
    '--mantine-color-text': 'var(--dc-text)',
    '--mantine-color-dimmed': 'var(--dc-muted)',
    '--mantine-color-placeholder': '#5d6976',
    '--mantine-color-error': '#9f1d20',
    '--mantine-color-default-border': '#8793a1',
  },
  dark: {
    '--mantine-color-body': 'var(--dc-surface)',
    '--mantine-color-text': 'var(--dc-text)',
    '--mantine-color-dimmed': 'var(--dc-muted)',
    '--mantine-color-placeholder': '#a9b6c6',
    '--mantine-color-error': '#ff9a9a',
    '--mantine-color-default-border': '#5a6a7e',
    '--mantine-color-anchor': '#8fc0f5',
  },
})
