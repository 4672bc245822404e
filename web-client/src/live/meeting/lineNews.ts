type News = 'online' | 'reconnecting' | null

/**
 * Names the news of the own line that is read aloud at a change of it. Coming in is no coming back: nothing is read
 * before the line stood once.
 * @param isOnline true when it stands as the page is opened
 */
export function lineNews(isOnline: boolean): (online: boolean) => News {
  let hasStood = isOnline
  return (online) => {
    const said = !hasStood ? null : online ? 'online' : 'reconnecting'
    hasStood ||= online
    return said
  }
}
