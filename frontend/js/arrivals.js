// How many referrals came since the queue was opened: asked for every 30 seconds, while somebody
// looks at the page. Nothing but the line changes, and its place is kept from the beginning.

const EVERY_MS = 30000
const ANSWER = 'Symphony-Arrivals'
let timer = 0

export function watchArrivals() {
  clearInterval(timer)
  const line = document.querySelector('[data-arrivals]')
  if (line) timer = setInterval(() => ask(line), EVERY_MS)
}

async function ask(line) {
  if (document.hidden) return
  let answer
  try {
    answer = await fetch(line.dataset.arrivals, { redirect: 'manual' })
  } catch {
    // The next time may go better; the link beside it always works.
    return
  }
  const count = answer.headers.get(ANSWER)
  if (!count || count === '0' || line.dataset.told === count || !line.isConnected) return
  line.dataset.told = count
  const link = line.querySelector('a')
  link.textContent = count === '1' ? 'Show it' : 'Show them'
  line.replaceChildren(`${count} new since you opened this. `, link)
}
