import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios,
  ServiceNavigation, SkipLink, createAll,
} from 'govuk-frontend'
import { Alert, ButtonMenu } from '@ministryofjustice/frontend'

for (const component of [
  Alert, Button, ButtonMenu, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput,
  Radios, ServiceNavigation, SkipLink,
]) {
  createAll(component)
}
