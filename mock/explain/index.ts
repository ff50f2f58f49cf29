/** Explanations: why a request is answered as it is, and where a client went. */
export {
  createExplainer,
  type Explainer,
  type ExplainerOptions,
  type ExplainWishes,
} from './explain.js';
export type { Explanation } from './explanation.js';
export { EXPLAIN_HEADER, explainHeader, readExplainHeader } from './header.js';
