/** The process that has the farm's rooms: what the bench asks comes as messages, see messages.ts. */
import { installPage } from './installPage.ts'

// Before anything of the web client is loaded: it looks for the browser's globals.
installPage()
const { Rooms } = await import('./Rooms.ts')
const { serve } = await import('./serve.ts')

await using rooms = await Rooms.open()
await serve(rooms)
