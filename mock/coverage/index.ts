/** Coverage: what of the API a test run has exercised, and what it never has. */
export { createCoverage, type Coverage, type CoverageOptions } from './coverage.js';
export { printCoverage } from './table.js';
export type { CoverageGroup, CoveragePoint, CoverageReport } from './counters.js';
