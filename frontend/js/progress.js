// Long work: how far it is, asked every two seconds and said aloud at each quarter and at the end.
const EVERY = 2000

export function watchProgress() {
  const shown = document.querySelector('[data-progress]')
  if (!shown) return
  const said = document.querySelector('[data-progress-said]')
  let quarter = quarterOf(shown)

  async function ask() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
      if (answer.redirected) {
        location.replace(answer.url)
        return
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = answer.ok && page.querySelector('[data-progress]')
      if (answer.ok && !fresh) {
        location.reload()
        return
      }
      if (fresh) {
        shown.replaceChildren(...fresh.childNodes)
        if (quarterOf(shown) > quarter) {
          quarter = quarterOf(shown)
          said.textContent = shown.querySelector('[data-progress-words]').textContent
        }
      }
    } catch {
      // The network is away: the page still offers to check again.
    }
    setTimeout(ask, EVERY)
  }
  setTimeout(ask, EVERY)
}

function quarterOf(part) {
  const bar = part.querySelector('progress')
  return Math.floor((4 * bar.value) / bar.max)
}
