// The alert of immediate harm on a page that stays open: asked for every 30 seconds while somebody
// looks at the page, and when they look at it again. What the server answers is its own line.
// An emergency is what WCAG 2.2.2 lets change without a pause. Nothing flashes or sounds, and the
// focus stays where it is; what is new is spoken once, by the element beside the line.

import { parse } from './swap.js'

const WORDS = 'Symphony-Alert'
const CAME = 'sy-alert-came'
const PATIENCE_MS = 20000
let busy = false
let over = false

const placeOf = () => document.querySelector('[data-alert-line]')
const lineIn = (place) => place.querySelector('[data-alert]')
const isInHand = (line) => line?.matches(':hover') || line?.contains(document.activeElement)

export function watchAlerts(prepare) {
  const place = placeOf()
  if (!place) return
  const look = async () => {
    if (busy || over || document.hidden) return
    busy = true
    try {
      await ask(placeOf(), prepare)
    } finally {
      busy = false
    }
  }
  setInterval(look, Number(place.dataset.every) * 1000)
  document.addEventListener('visibilitychange', look)
}

async function ask(place, prepare) {
  const line = place && lineIn(place)
  // Whoever is about to press the button presses the one that they have read.
  if (!place || isInHand(line)) return
  let answer, html
  try {
    const state = encodeURIComponent(line?.dataset.alert || '')
    const signal = AbortSignal.timeout(PATIENCE_MS)
    answer = await fetch(`${place.dataset.alertLine}?state=${state}`, { redirect: 'manual', signal })
    html = answer.status === 200 ? await answer.text() : ''
  } catch {
    // The next time may go better.
    return
  }
  // Signed out, or not theirs to answer any more.
  over = answer.type === 'opaqueredirect' || answer.status === 403
  if (!place.isConnected || isInHand(line)) return
  if (html) put(place, parse(html).querySelector('[data-alert]'), prepare)
  else if (answer.status === 204) keep(place, answer.headers.get(WORDS))
}

function put(place, fresh, prepare) {
  if (!fresh) return
  lineIn(place)?.remove()
  place.prepend(fresh)
  // One that waits stays in sight however far down the page somebody reads.
  place.classList.toggle(CAME, fresh.dataset.alert !== '')
  place.querySelector('[data-alert-said]').textContent = fresh.querySelector('p').textContent
  prepare(place)
}

// The line is the one that is shown: its words are brought up to date, silently; or no alert waits
// for this person any more. Who acknowledged one is left until the next page.
function keep(place, words) {
  const line = lineIn(place)
  if (!line?.dataset.alert) return
  if (words) {
    line.querySelector('[data-alert-words]').textContent = words
    return
  }
  line.remove()
  place.classList.remove(CAME)
  place.querySelector('[data-alert-said]').textContent = ''
}
