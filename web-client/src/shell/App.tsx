import { MantineProvider } from '@mantine/core'
import { RouterProvider } from 'react-router'
import { router } from './routes.tsx'
import { cssVariables, theme } from '../ui/theme.ts'

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <RouterProvider router={router} />
    </MantineProvider>
  )
}
