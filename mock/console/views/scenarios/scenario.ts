/** Something that happens in a scenario without a request for it. */
export interface ScenarioEvent {
  readonly what: string;
  /** Before a list request is answered, once at a time, or again and again. */
  readonly before: 'list' | 'time' | 'tick';
  /** Of `list`: which requests count, such as `a page after page 1`. */
  readonly request?: string;
  /** Of `list`: the number of the request. */
  readonly nth?: number;
  /** Of `time` and `tick`: after how long, or how often. */
  readonly ms?: number;
  /** How often it has happened; only of the active scenario. */
  readonly happened?: number;
}

/** One of `GET /__mock/scenarios`. */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly clients: number;
  readonly adjustable: boolean;
  readonly events: readonly ScenarioEvent[];
  /** The nodes that a load balancer sends the requests to in turn. */
  readonly balancedNodes: readonly string[];
}

/** `GET /__mock/scenario`. */
export interface ActiveScenario {
  readonly name: string | null;
  readonly seed: number | null;
  readonly clients: number;
  readonly events: readonly ScenarioEvent[];
}
