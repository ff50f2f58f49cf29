/** Prints the newest section of the changelog, as the notes of a release on GitHub. */
import { readProjectFile } from '../support/project-files.js';
import { newestSection } from './release-checks.js';

console.log(newestSection(readProjectFile('CHANGELOG.md').text).text);
