// Runs as a worker: tries numbers until one solves the challenge.
import 'altcha/workers/pbkdf2'
