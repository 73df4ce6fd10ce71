import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios,
  ServiceNavigation, SkipLink, createAll,
} from 'govuk-frontend'
import { Alert, ButtonMenu } from '@ministryofjustice/frontend'
import { watchAlerts } from './alert.js'
import { watchArrivals } from './arrivals.js'
import { watchProgress } from './progress.js'
import { startShortcuts } from './shortcuts.js'
import { startTaking } from './taking.js'

// What belongs to a page, or to a part of one that takes the place of another.
function prepare(part) {
  for (const component of [
    Alert, Button, ButtonMenu, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput,
    Radios, ServiceNavigation, SkipLink,
  ]) {
    createAll(component, undefined, part)
  }
}

prepare(document)
watchArrivals()
watchAlerts(prepare)
startTaking((parts) => {
  parts.forEach(prepare)
  watchArrivals()
})
startShortcuts()
watchProgress()

// A sheet that was asked for to be printed; without script the page says how.
if (document.querySelector('[data-prints]')) {
  window.print()
}
