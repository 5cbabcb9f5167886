/**
 * A page that waits for something looks again until it is there, and says meanwhile how far it is. A script and not a
 * refresh of the page: that would take the reader's place on it away every few seconds, and could not be stopped.
 */
const pauseMilliseconds = 3000;

/** Makes the waiting page live. @param waiting holds what changes while one waits. */
export function startLookingAgain(waiting: HTMLElement): void {
  const look = async (): Promise<void> => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
    if (answer !== null && answer.status !== 503) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html');
    const next = page.querySelector(`#${waiting.id}`);
    if (next !== null) waiting.replaceChildren(...next.childNodes);
    setTimeout(() => void look(), pauseMilliseconds);
  };
  setTimeout(() => void look(), pauseMilliseconds);
}
