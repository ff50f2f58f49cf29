// Generated from emqx-clients.yaml by `npm run generate`. Do not edit.

export interface paths {
    readonly "/clients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List clients, with filters and paging
         * @description Returns one page of the clients of the whole cluster. Filters are combined with AND, also
         *     an exact filter and the `_like_` filter of the same field. Exact filters compare the whole
         *     decoded UTF-8 value, case-sensitive. A `+` in the query string is a space.
         *
         *     The order of the rows is stable: while no client connects or disconnects, pages do not
         *     overlap and together contain every client. For a page past the end `data` is empty; this is
         *     not an error.
         *
         *     A repeated parameter is HTTP 400. A parameter that is not listed here is ignored
         *     (`emqx-mock --strict` refuses it). `problems` lists every problem of a request, up to 100.
         *     `/clients/`, with a slash at the end, is the same resource. A request body is ignored.
         */
        readonly get: operations["listClients"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/clients/{clientid}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
                 *     plus. Invalid encoding (`%zz`) is HTTP 400.
                 * @example emqx_c_1
                 */
                readonly clientid: components["parameters"]["clientid_in_path"];
            };
            readonly cookie?: never;
        };
        /**
         * Look up one client
         * @description Returns the client with this id, connected or not, in an array with one item. An unknown id
         *     is not an error: HTTP 200 with an empty array. Query parameters have no effect.
         */
        readonly get: operations["lookUpClient"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Kick a client
         * @description Closes the client's connection and deletes its session, with the subscriptions and queued
         *     messages. The client is no longer in the list. For an offline client, its session is
         *     deleted. The client may connect again at once; most client libraries do so automatically.
         *
         *     Check `code`, not only the status: both outcomes are HTTP 200.
         */
        readonly delete: operations["kickClient"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Client
         * @description A client with its connection, its session and its counters. Counters are updated on a timer
         *     and may be some seconds old; traffic counters start at 0 with each connection. There may be
         *     more members than these (4.4 brokers send eleven more): ignore unknown members.
         */
        readonly Client: {
            /**
             * @description The cluster node that the client is connected to, `NAME@HOST`.
             * @example emqx@10.12.50.91
             */
            readonly node: string;
            /**
             * @description The client identifier, unique in the cluster. It may be any text: percent-encode it in
             *     URLs.
             * @example emqx_c_1
             */
            readonly clientid: string;
            /**
             * @description The user name that the client connected with; the text `undefined` if it sent none.
             * @example test
             */
            readonly username: string;
            /**
             * @description The protocol. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and 5.0.
             * @example MQTT
             * @enum {string}
             */
            readonly proto_name: "MQTT" | "MQIsdp" | "CoAP" | "LwM2M" | "MQTT-SN";
            /**
             * @description The protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M and MQTT-SN are
             *     1.
             * @example 4
             */
            readonly proto_ver: number;
            /**
             * @description The address that the client connected from, IPv4 or IPv6; behind a proxy, the proxy's.
             * @example 127.0.0.1
             */
            readonly ip_address: string;
            /**
             * @description The TCP or UDP port that the client connected from.
             * @example 3107
             */
            readonly port: number;
            /**
             * @description Whether the client is a bridge of another broker.
             * @example false
             */
            readonly is_bridge: boolean;
            /**
             * @description When the client last connected, `YYYY-MM-DD HH:mm:ss` in the local time of the node.
             * @example 2021-03-18 02:15:57
             */
            readonly connected_at: string;
            /**
             * @description When the connection ended, `YYYY-MM-DD HH:mm:ss` in the local time of the node. Sent
             *     exactly when `connected` is false.
             * @example 2021-03-18 02:20:00
             */
            readonly disconnected_at?: string;
            /**
             * @description Whether the client is connected now; false if only its session exists.
             * @example true
             */
            readonly connected: boolean;
            /**
             * @description The configuration group of the client; a broker's default is `external`.
             * @example external
             */
            readonly zone: string;
            /**
             * @description The client's keep-alive interval in seconds; 0 means off.
             * @example 60
             */
            readonly keepalive: number;
            /**
             * @description Whether the client asked for a new session (clean session in MQTT 3).
             * @example true
             */
            readonly clean_start: boolean;
            /**
             * @description Seconds that the session exists after its connection ends; 0 means none.
             * @example 0
             */
            readonly expiry_interval: number;
            /**
             * @description When the session was created, `YYYY-MM-DD HH:mm:ss` in the local time of the node.
             *     Before `connected_at` if the client resumed its session.
             * @example 2021-03-18 02:15:57
             */
            readonly created_at: string;
            /**
             * @description Number of subscriptions of the client.
             * @example 4
             */
            readonly subscriptions_cnt: number;
            /**
             * @description Maximum number of subscriptions; 0 means no limit.
             * @example 0
             */
            readonly max_subscriptions: number;
            /**
             * @description Number of QoS 1 and 2 messages sent to the client and not yet acknowledged.
             * @example 0
             */
            readonly inflight: number;
            /**
             * @description Maximum number of messages in flight; for an MQTT 5.0 client, its receive maximum.
             * @example 32
             */
            readonly max_inflight: number;
            /**
             * @description Number of messages in the session's queue for the client.
             * @example 0
             */
            readonly mqueue_len: number;
            /**
             * @description Maximum number of messages in the session's queue; 0 means no limit.
             * @example 1000
             */
            readonly max_mqueue: number;
            /**
             * @description Number of messages dropped because the queue was full.
             * @example 0
             */
            readonly mqueue_dropped: number;
            /**
             * @description Number of QoS 2 messages from the client that wait for its PUBREL.
             * @example 0
             */
            readonly awaiting_rel: number;
            /**
             * @description Maximum number of messages that wait for PUBREL; 0 means no limit.
             * @example 100
             */
            readonly max_awaiting_rel: number;
            /**
             * @description Number of bytes received from the client.
             * @example 164
             */
            readonly recv_oct: number;
            /**
             * @description Number of TCP packets received from the client.
             * @example 45
             */
            readonly recv_cnt: number;
            /**
             * @description Number of MQTT packets received from the client.
             * @example 2
             */
            readonly recv_pkt: number;
            /**
             * @description Number of PUBLISH packets received from the client.
             * @example 0
             */
            readonly recv_msg: number;
            /**
             * @description Number of bytes sent to the client.
             * @example 159
             */
            readonly send_oct: number;
            /**
             * @description Number of TCP packets sent to the client.
             * @example 44
             */
            readonly send_cnt: number;
            /**
             * @description Number of MQTT packets sent to the client.
             * @example 44
             */
            readonly send_pkt: number;
            /**
             * @description Number of PUBLISH packets sent to the client.
             * @example 2
             */
            readonly send_msg: number;
            /**
             * @description Number of messages in the mailbox of the client's Erlang process; a high number means
             *     overload.
             * @example 0
             */
            readonly mailbox_len: number;
            /**
             * @description Heap size of the client's Erlang process; in bytes, according to the documents.
             * @example 610
             */
            readonly heap_size: number;
            /**
             * @description Work done by the client's Erlang process, in reductions; useful only for comparisons.
             * @example 35471
             */
            readonly reductions: number;
            /**
             * @description Prefix that the broker adds to every topic of the client; the text `undefined` if there
             *     is none.
             * @example undefined
             */
            readonly mountpoint: string;
        } & {
            readonly [key: string]: unknown;
        };
        /**
         * Page
         * @description The position of this page in the list.
         */
        readonly PageMeta: {
            /**
             * @description The requested page, from 1.
             * @example 1
             */
            readonly page: number;
            /**
             * @description The requested rows per page; the last page may have fewer.
             * @example 10000
             */
            readonly limit: number;
            /**
             * @description Number of clients that match the filters, on all pages: there are
             *     `Math.ceil(count / limit)` pages. Real 4.3 and 4.4 brokers send -1 with any filter, so
             *     user interfaces should rely on `hasnext`.
             * @example 1
             */
            readonly count: number;
            /**
             * @description Whether at least one more row follows this page.
             * @example false
             */
            readonly hasnext: boolean;
        };
        /** One page of the list of clients */
        readonly ClientsPage: {
            readonly meta: components["schemas"]["PageMeta"];
            /** @description The rows of this page; empty past the end. */
            readonly data: readonly components["schemas"]["Client"][];
            /**
             * @description Success.
             * @constant
             */
            readonly code: 0;
        };
        /** One client, or none */
        readonly ClientLookup: {
            /**
             * @description An array with the client; empty if no client has this id. (A real cluster may send two
             *     while a session moves between nodes.)
             */
            readonly data: readonly components["schemas"]["Client"][];
            /**
             * @description Success, also if no client was found.
             * @constant
             */
            readonly code: 0;
        };
        /** The client was kicked */
        readonly Kicked: {
            /**
             * @description The client was kicked; its connection and its session no longer exist.
             * @constant
             */
            readonly code: 0;
        };
        /** No client to kick */
        readonly NothingToKick: {
            /**
             * @description No client and no session has this id.
             * @constant
             */
            readonly code: 112;
            /**
             * @description The reason, in the wording of the brokers that report it.
             * @constant
             */
            readonly message: "not_found";
        };
        /** The outcome of a kick */
        readonly KickAnswer: components["schemas"]["Kicked"] | components["schemas"]["NothingToKick"];
        /**
         * Error code
         * @description The kind of error, as a number; 0 is success and not an error. The mock's `documented`
         *     dialect sends 102, 103, 104, 108 and 112; the others belong to parts of the broker's API
         *     that are not described here.
         */
        readonly ErrorCode: 101 | 102 | 103 | 104 | 105 | 106 | 107 | 108 | 109 | 110 | 111 | 112 | 113 | 114 | 115;
        /**
         * Error
         * @description The body of every response that is not a success.
         */
        readonly ApiError: {
            readonly code: components["schemas"]["ErrorCode"];
            /**
             * @description What is wrong and what was expected, in plain English, for people; do not compare it in
             *     code.
             */
            readonly message: string;
            /**
             * @description Every problem with the parameters; only with code 108, and not for invalid
             *     percent-encoding.
             */
            readonly problems?: readonly components["schemas"]["Problem"][];
        };
        /** One problem of a request */
        readonly Problem: {
            /**
             * @description The part of the request with the problem.
             * @enum {string}
             */
            readonly in: "query" | "path" | "header" | "body";
            /**
             * @description The name of the parameter, as sent.
             * @example proto_ver
             */
            readonly parameter: string;
            /**
             * @description The decoded value; null if there was no `=`.
             * @example abc
             */
            readonly value: string | null;
            /**
             * @description A description of valid values, to follow the word "expected".
             * @example an integer
             */
            readonly expected: string;
            /** @description The problem in one sentence. */
            readonly message: string;
        };
    };
    responses: {
        /**
         * @description The request is wrong: a parameter of the wrong type, an unlisted value, a repeated
         *     parameter, a page or limit below 1, invalid percent-encoding. `problems` lists every
         *     problem; `message` joins them in one text.
         */
        readonly BadRequest: {
            headers: {
                readonly "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ApiError"];
            };
        };
        /**
         * @description The credentials are missing (code 104) or wrong (code 103). Nothing was changed. The
         *     response does not show whether the path or the client exists.
         */
        readonly Unauthorized: {
            headers: {
                readonly "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                readonly "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ApiError"];
            };
        };
        /**
         * @description This path, or this method for the path, does not exist. Check the base URL, and that a `/`
         *     in a client id was sent as `%2F`. An unknown client is not a 404.
         */
        readonly NoSuchPath: {
            headers: {
                readonly "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ApiError"];
            };
        };
    };
    parameters: {
        /**
         * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
         *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
         *     plus. Invalid encoding (`%zz`) is HTTP 400.
         * @example emqx_c_1
         */
        readonly clientid_in_path: string;
        /** @description The number of the page, from 1. Anything but an integer from 1 is HTTP 400. */
        readonly page: number;
        /**
         * @description Rows per page. More than 10000 is allowed. Anything but an integer from 1 is HTTP 400. The
         *     default is large: user interfaces should ask for fewer rows.
         */
        readonly limit: number;
        /**
         * @description Only the client with exactly this identifier, case-sensitive. This is the fastest filter.
         *     An empty value finds nothing.
         */
        readonly clientid: string;
        /**
         * @description Only clients that connected with exactly this user name, case-sensitive. Clients without a
         *     user name are shown as `undefined`, but `username=undefined` does not find them.
         */
        readonly username: string;
        /**
         * @description Only clients of exactly this configuration group; a broker's default is `external`. A real
         *     broker keeps every distinct value of this filter in memory permanently: do not send it text
         *     from an input field.
         */
        readonly zone: string;
        /**
         * @description Only clients that connected from exactly this address: IPv4 with four decimal parts, or
         *     IPv6 in any spelling. Anything else, also a range or a prefix, is HTTP 400. Real 4.3 brokers
         *     accept IPv4 only.
         * @example 127.0.0.1
         */
        readonly ip_address: string;
        /**
         * @description Only clients in this state: `connected`, `idle` (the TCP connection is open, MQTT CONNECT
         *     has not been processed yet) or `disconnected` (the session still exists). Responses do not
         *     contain the state; their field `connected` shows part of it.
         */
        readonly conn_state: "connected" | "idle" | "disconnected";
        /**
         * @description `true`: only clients that asked for a new session; `false`: only clients that resume theirs.
         *     Other spellings, such as `1` or `True`, are HTTP 400.
         */
        readonly clean_start: boolean;
        /**
         * @description Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and
         *     5.0.
         */
        readonly proto_name: "MQTT" | "MQIsdp" | "CoAP" | "LwM2M" | "MQTT-SN";
        /**
         * @description Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M
         *     and MQTT-SN are 1. Any other integer finds nothing; anything else is HTTP 400.
         */
        readonly proto_ver: number;
        /**
         * @description Only clients whose identifier contains this text, literally (no wildcards, no regular
         *     expression) and case-sensitive. An empty text matches every client.
         */
        readonly like_clientid: string;
        /**
         * @description Only clients whose user name contains this text, literally (no wildcards, no regular
         *     expression) and case-sensitive. A missing user name is an empty text. An empty text matches
         *     every client.
         */
        readonly like_username: string;
        /**
         * @description Only clients whose session was created at this time or later. Unix time in seconds, UTC:
         *     `Math.floor(Date.now() / 1000)`, not milliseconds. A session shown as created in that second
         *     matches.
         * @example 1616033757
         */
        readonly gte_created_at: number;
        /**
         * @description Only clients whose session was created at this time or earlier. Unix time in seconds, UTC.
         *     A session shown as created in that second matches.
         * @example 1616033757
         */
        readonly lte_created_at: number;
        /**
         * @description Only clients that connected at this time or later; for an offline client, its last
         *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
         *     matches.
         * @example 1616033757
         */
        readonly gte_connected_at: number;
        /**
         * @description Only clients that connected at this time or earlier; for an offline client, its last
         *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
         *     matches.
         * @example 1616033757
         */
        readonly lte_connected_at: number;
    };
    requestBodies: never;
    headers: {
        /** @description The required authentication scheme. Browsers show a log-in dialog for it. */
        readonly WWWAuthenticate: string;
        /**
         * @description Allows web pages of other origins to read the response. Real brokers do not send it, and
         *     neither does the mock with `--no-cors`.
         */
        readonly AccessControlAllowOrigin: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly listClients: {
        readonly parameters: {
            readonly query?: {
                /** @description The number of the page, from 1. Anything but an integer from 1 is HTTP 400. */
                readonly _page?: components["parameters"]["page"];
                /**
                 * @description Rows per page. More than 10000 is allowed. Anything but an integer from 1 is HTTP 400. The
                 *     default is large: user interfaces should ask for fewer rows.
                 */
                readonly _limit?: components["parameters"]["limit"];
                /**
                 * @description Only the client with exactly this identifier, case-sensitive. This is the fastest filter.
                 *     An empty value finds nothing.
                 */
                readonly clientid?: components["parameters"]["clientid"];
                /**
                 * @description Only clients that connected with exactly this user name, case-sensitive. Clients without a
                 *     user name are shown as `undefined`, but `username=undefined` does not find them.
                 */
                readonly username?: components["parameters"]["username"];
                /**
                 * @description Only clients of exactly this configuration group; a broker's default is `external`. A real
                 *     broker keeps every distinct value of this filter in memory permanently: do not send it text
                 *     from an input field.
                 */
                readonly zone?: components["parameters"]["zone"];
                /**
                 * @description Only clients that connected from exactly this address: IPv4 with four decimal parts, or
                 *     IPv6 in any spelling. Anything else, also a range or a prefix, is HTTP 400. Real 4.3 brokers
                 *     accept IPv4 only.
                 * @example 127.0.0.1
                 */
                readonly ip_address?: components["parameters"]["ip_address"];
                /**
                 * @description Only clients in this state: `connected`, `idle` (the TCP connection is open, MQTT CONNECT
                 *     has not been processed yet) or `disconnected` (the session still exists). Responses do not
                 *     contain the state; their field `connected` shows part of it.
                 */
                readonly conn_state?: components["parameters"]["conn_state"];
                /**
                 * @description `true`: only clients that asked for a new session; `false`: only clients that resume theirs.
                 *     Other spellings, such as `1` or `True`, are HTTP 400.
                 */
                readonly clean_start?: components["parameters"]["clean_start"];
                /**
                 * @description Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and
                 *     5.0.
                 */
                readonly proto_name?: components["parameters"]["proto_name"];
                /**
                 * @description Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M
                 *     and MQTT-SN are 1. Any other integer finds nothing; anything else is HTTP 400.
                 */
                readonly proto_ver?: components["parameters"]["proto_ver"];
                /**
                 * @description Only clients whose identifier contains this text, literally (no wildcards, no regular
                 *     expression) and case-sensitive. An empty text matches every client.
                 */
                readonly _like_clientid?: components["parameters"]["like_clientid"];
                /**
                 * @description Only clients whose user name contains this text, literally (no wildcards, no regular
                 *     expression) and case-sensitive. A missing user name is an empty text. An empty text matches
                 *     every client.
                 */
                readonly _like_username?: components["parameters"]["like_username"];
                /**
                 * @description Only clients whose session was created at this time or later. Unix time in seconds, UTC:
                 *     `Math.floor(Date.now() / 1000)`, not milliseconds. A session shown as created in that second
                 *     matches.
                 * @example 1616033757
                 */
                readonly _gte_created_at?: components["parameters"]["gte_created_at"];
                /**
                 * @description Only clients whose session was created at this time or earlier. Unix time in seconds, UTC.
                 *     A session shown as created in that second matches.
                 * @example 1616033757
                 */
                readonly _lte_created_at?: components["parameters"]["lte_created_at"];
                /**
                 * @description Only clients that connected at this time or later; for an offline client, its last
                 *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
                 *     matches.
                 * @example 1616033757
                 */
                readonly _gte_connected_at?: components["parameters"]["gte_connected_at"];
                /**
                 * @description Only clients that connected at this time or earlier; for an offline client, its last
                 *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
                 *     matches.
                 * @example 1616033757
                 */
                readonly _lte_connected_at?: components["parameters"]["lte_connected_at"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the matching clients; `data` is empty if there are none. */
            readonly 200: {
                headers: {
                    readonly "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ClientsPage"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 404: components["responses"]["NoSuchPath"];
        };
    };
    readonly lookUpClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
                 *     plus. Invalid encoding (`%zz`) is HTTP 400.
                 * @example emqx_c_1
                 */
                readonly clientid: components["parameters"]["clientid_in_path"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The client, or an empty array if no client has this id. */
            readonly 200: {
                headers: {
                    readonly "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ClientLookup"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 404: components["responses"]["NoSuchPath"];
        };
    };
    readonly kickClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
                 *     plus. Invalid encoding (`%zz`) is HTTP 400.
                 * @example emqx_c_1
                 */
                readonly clientid: components["parameters"]["clientid_in_path"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Code 0 if the client was kicked; code 112 if no client has this id. */
            readonly 200: {
                headers: {
                    readonly "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KickAnswer"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 404: components["responses"]["NoSuchPath"];
        };
    };
}
