type News = 'online' | 'reconnecting' | null

/**
 * Says what is said aloud of the own line at each change of it. Coming in is no coming back: nothing is said before the line stood once.
 * @param isOnline whether it stands as the page is opened
 */
export function lineNews(isOnline: boolean): (online: boolean) => News {
  let hasStood = isOnline
  return (online) => {
    const said = !hasStood ? null : online ? 'online' : 'reconnecting'
    hasStood ||= online
    return said
  }
}
