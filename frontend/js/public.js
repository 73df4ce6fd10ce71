import {
  Button, CharacterCount, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink, createAll,
} from 'govuk-frontend'
import { Exit } from './exit.js'
import './report.js'

for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, Exit, Radios, ServiceNavigation, SkipLink,
]) {
  createAll(component)
}
