import { z } from 'zod'

const Settings = z.object({
  DIEM_CAU_ROOM_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL('/room', url).href),
  DIEM_CAU_ROOM_BROWSER: z.string().min(1).default('chromium'),
  DIEM_CAU_ROOM_PROFILE: z.string().min(1).default('/var/lib/diem-cau-room/profile'),
  DIEM_CAU_ROOM_STATE: z.string().min(1).default('/run/diem-cau-room/state.json'),
  DIEM_CAU_ROOM_SCALE: z.coerce.number().min(1).max(4).default(2),
  /** More flags of the browser, separated by spaces. */
  DIEM_CAU_ROOM_FLAGS: z.string().default(''),
})

export type RoomPcSettings = z.infer<typeof Settings>

/** @throws Error that says which setting is wrong, and how */
export function readSettings(env: NodeJS.ProcessEnv): RoomPcSettings {
  const parsed = Settings.safeParse(env)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
}
