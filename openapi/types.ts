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
         * List clients, page by page, filtered
         * @description Answers one page of the clients of the whole cluster. Every filter that is given must hold
         *     (AND), also an exact filter together with its `_like_` twin. Text is compared whole,
         *     case-sensitive, on the decoded UTF-8 value; a `+` in the query string is a space.
         *
         *     Rows come in a stable order: as long as no client comes or goes, pages do not overlap and
         *     together are the list. A page past the end is an empty `data`, not an error.
         *
         *     A parameter may be given once; a repeated one is HTTP 400. A parameter that is not
         *     listed here is ignored (`emqx-mock --strict` refuses it). Every problem of a request, up to
         *     a hundred, is reported at once, in `problems`. `/clients/`, with a slash at the end, is the
         *     same resource. A request body is ignored.
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
                 * @description The client identifier, whole and case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` here is
                 *     a plus. Broken encoding (`%zz`) is HTTP 400.
                 * @example emqx_c_1
                 */
                readonly clientid: components["parameters"]["clientid_in_path"];
            };
            readonly cookie?: never;
        };
        /**
         * Look up one client
         * @description Answers the client with this id in an array of one, whether it is connected or only its
         *     session is left. An id that the broker does not know is not an error: HTTP 200 with an
         *     empty array. Query parameters have no effect here.
         */
        readonly get: operations["lookUpClient"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Kick a client
         * @description Ends the client's connection and its session: it is gone from the list, its
         *     subscriptions and queued messages with it. The kick of a client that is offline removes
         *     the session that it left. Nothing keeps the client from connecting again at once, as most
         *     client libraries do by themselves.
         *
         *     Read `code`, not the status alone: both outcomes are HTTP 200.
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
         * @description A client as the broker shows it: its connection, its session and its counters. Counters are
         *     refreshed on a timer and may lag by some seconds; those of traffic start at 0 with each
         *     connection. More members than these may be sent (4.4 brokers send eleven more): ignore
         *     what you do not know.
         */
        readonly Client: {
            /**
             * @description The node of the cluster that the client is connected to, `NAME@HOST`.
             * @example emqx@10.12.50.91
             */
            readonly node: string;
            /**
             * @description The client identifier, unique in the cluster. Any text: percent-encode it before it
             *     goes into a URL.
             * @example emqx_c_1
             */
            readonly clientid: string;
            /**
             * @description The user name that the client connected with; the text `undefined` where it gave none.
             * @example test
             */
            readonly username: string;
            /**
             * @description The protocol. `MQIsdp` is MQTT 3.1 under its old name; `MQTT` is 3.1.1 and 5.0.
             * @example MQTT
             * @enum {string}
             */
            readonly proto_name: "MQTT" | "MQIsdp" | "CoAP" | "LwM2M" | "MQTT-SN";
            /**
             * @description The protocol's version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M and MQTT-SN
             *     are 1.
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
             * @description Whether the client is another broker that bridges to this one.
             * @example false
             */
            readonly is_bridge: boolean;
            /**
             * @description When the client connected (of an offline client, the last time), `YYYY-MM-DD HH:mm:ss`
             *     in the local time of the node.
             * @example 2021-03-18 02:15:57
             */
            readonly connected_at: string;
            /**
             * @description When the connection ended, `YYYY-MM-DD HH:mm:ss` in the local time of the node. Sent
             *     only where `connected` is false.
             * @example 2021-03-18 02:20:00
             */
            readonly disconnected_at?: string;
            /**
             * @description Whether the client is connected now; false for a session that waits for its client to
             *     return.
             * @example true
             */
            readonly connected: boolean;
            /**
             * @description The configuration group that the client belongs to, `external` on a stock broker.
             * @example external
             */
            readonly zone: string;
            /**
             * @description The keep-alive that the client asked for, in seconds; 0 switches it off.
             * @example 60
             */
            readonly keepalive: number;
            /**
             * @description Whether the client asked for a new session (clean session, in MQTT 3).
             * @example true
             */
            readonly clean_start: boolean;
            /**
             * @description How long the session outlives its connection, in seconds; 0, it ends with it.
             * @example 0
             */
            readonly expiry_interval: number;
            /**
             * @description When the session was created, `YYYY-MM-DD HH:mm:ss` in the local time of the node.
             *     Older than `connected_at` where the client came back to its session.
             * @example 2021-03-18 02:15:57
             */
            readonly created_at: string;
            /**
             * @description How many subscriptions the client has.
             * @example 4
             */
            readonly subscriptions_cnt: number;
            /**
             * @description How many subscriptions the client may have; 0 is no limit.
             * @example 0
             */
            readonly max_subscriptions: number;
            /**
             * @description Messages of QoS 1 and 2 sent to the client and not yet acknowledged.
             * @example 0
             */
            readonly inflight: number;
            /**
             * @description How many messages may be in flight at once; of an MQTT 5.0 client, its receive
             *     maximum.
             * @example 32
             */
            readonly max_inflight: number;
            /**
             * @description Messages that wait in the session's queue, until the client returns or has room.
             * @example 0
             */
            readonly mqueue_len: number;
            /**
             * @description How many messages the session's queue holds; 0 is no limit.
             * @example 1000
             */
            readonly max_mqueue: number;
            /**
             * @description Messages that were thrown away because the queue was full.
             * @example 0
             */
            readonly mqueue_dropped: number;
            /**
             * @description Messages of QoS 2 from the client that wait for its PUBREL.
             * @example 0
             */
            readonly awaiting_rel: number;
            /**
             * @description How many messages of QoS 2 may wait for the client's PUBREL; 0 is no limit.
             * @example 100
             */
            readonly max_awaiting_rel: number;
            /**
             * @description Bytes that the broker received from the client.
             * @example 164
             */
            readonly recv_oct: number;
            /**
             * @description TCP packets that the broker received from the client.
             * @example 45
             */
            readonly recv_cnt: number;
            /**
             * @description MQTT packets that the broker received from the client.
             * @example 2
             */
            readonly recv_pkt: number;
            /**
             * @description PUBLISH packets that the broker received from the client.
             * @example 0
             */
            readonly recv_msg: number;
            /**
             * @description Bytes that the broker sent to the client.
             * @example 159
             */
            readonly send_oct: number;
            /**
             * @description TCP packets that the broker sent to the client.
             * @example 44
             */
            readonly send_cnt: number;
            /**
             * @description MQTT packets that the broker sent to the client.
             * @example 44
             */
            readonly send_pkt: number;
            /**
             * @description PUBLISH packets that the broker sent to the client.
             * @example 2
             */
            readonly send_msg: number;
            /**
             * @description Messages in the mailbox of the Erlang process that serves the client; a large one
             *     means overload.
             * @example 0
             */
            readonly mailbox_len: number;
            /**
             * @description Heap of the Erlang process that serves the client; in bytes, by the documents.
             * @example 610
             */
            readonly heap_size: number;
            /**
             * @description Work done by the Erlang process that serves the client, in reductions; only
             *     comparisons make sense.
             * @example 35471
             */
            readonly reductions: number;
            /**
             * @description A prefix that the broker puts before every topic of the client; the text `undefined`
             *     where there is none.
             * @example undefined
             */
            readonly mountpoint: string;
        } & {
            readonly [key: string]: unknown;
        };
        /**
         * Page
         * @description Which page this is, and of how much.
         */
        readonly PageMeta: {
            /**
             * @description The number of this page, counted from 1, as it was asked for.
             * @example 1
             */
            readonly page: number;
            /**
             * @description Rows a page, as it was asked for; the last page may have fewer.
             * @example 10000
             */
            readonly limit: number;
            /**
             * @description How many clients match the filters, on all pages together: pages are
             *     `Math.ceil(count / limit)`. Real 4.3 and 4.4 brokers send -1 as soon as there is a
             *     filter, so that a user interface had better page by `hasnext`.
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
             * @description The client, in an array of one; empty where no client has this id. (A real cluster may
             *     send two while a session moves between nodes.)
             */
            readonly data: readonly components["schemas"]["Client"][];
            /**
             * @description Success, also where no client was found.
             * @constant
             */
            readonly code: 0;
        };
        /** The client is gone */
        readonly Kicked: {
            /**
             * @description The client was kicked; its connection and its session are gone.
             * @constant
             */
            readonly code: 0;
        };
        /** There was nothing to kick */
        readonly NothingToKick: {
            /**
             * @description No client, and no session, has this id.
             * @constant
             */
            readonly code: 112;
            /**
             * @description The reason, as the brokers that report it word it.
             * @constant
             */
            readonly message: "not_found";
        };
        /** The outcome of a kick */
        readonly KickAnswer: components["schemas"]["Kicked"] | components["schemas"]["NothingToKick"];
        /**
         * Error code
         * @description What went wrong, as a number. 0 is success and never comes with an error. The mock's
         *     `documented` dialect sends 102, 103, 104, 108 and 112; the others belong to parts of
         *     the broker's API that are not described here.
         */
        readonly ErrorCode: 101 | 102 | 103 | 104 | 105 | 106 | 107 | 108 | 109 | 110 | 111 | 112 | 113 | 114 | 115;
        /**
         * Error
         * @description The body of every answer that is not a success.
         */
        readonly ApiError: {
            readonly code: components["schemas"]["ErrorCode"];
            /**
             * @description What is wrong and what was expected, in plain English, for a person; do not compare
             *     it in code.
             */
            readonly message: string;
            /**
             * @description Everything that is wrong with the parameters, one entry each; comes with code 108
             *     only, and not where the encoding itself is broken.
             */
            readonly problems?: readonly components["schemas"]["Problem"][];
        };
        /** One thing that is wrong with a request */
        readonly Problem: {
            /**
             * @description Where in the request it is.
             * @enum {string}
             */
            readonly in: "query" | "path" | "header" | "body";
            /**
             * @description The parameter's name, as it was sent.
             * @example proto_ver
             */
            readonly parameter: string;
            /**
             * @description The value that was sent, decoded; null where there was no `=`.
             * @example abc
             */
            readonly value: string | null;
            /**
             * @description What would have been right, to be read after "expected".
             * @example an integer
             */
            readonly expected: string;
            /** @description One sentence that says all of this. */
            readonly message: string;
        };
    };
    responses: {
        /**
         * @description The request can not be understood: a parameter of the wrong type, an unlisted value, a
         *     repeated parameter, a page or limit below 1, broken percent-encoding. `problems` lists
         *     everything that is wrong with it, `message` says it in one text.
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
         * @description The credentials are missing (code 104) or wrong (code 103). Nothing was done, and nothing
         *     is told about whether the path or the client exists.
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
         * @description There is no such path, or not with this method. Look at the base URL first, then for a
         *     `/` in a client's id that was not sent as `%2F`. A client that does not exist is not 404.
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
         * @description The client identifier, whole and case-sensitive. Percent-encode it as one path segment
         *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` here is
         *     a plus. Broken encoding (`%zz`) is HTTP 400.
         * @example emqx_c_1
         */
        readonly clientid_in_path: string;
        /** @description Which page of the list, counted from 1. Below 1, or no integer, is HTTP 400. */
        readonly page: number;
        /**
         * @description Rows a page. More than 10000 is allowed and taken as it is; 0, a negative number or no
         *     integer is HTTP 400. The default is large: a list in a user interface should ask for less.
         */
        readonly limit: number;
        /**
         * @description Only the client with exactly this identifier: whole value, case-sensitive. The fastest
         *     filter. An empty value finds nothing.
         */
        readonly clientid: string;
        /**
         * @description Only clients that connected with exactly this user name: whole value, case-sensitive.
         *     Clients without a user name show the text `undefined`, but are not found by it.
         */
        readonly username: string;
        /**
         * @description Only clients of exactly this configuration group, `external` on a stock broker. A real
         *     broker keeps every distinct value that it is ever asked for in memory: do not send it
         *     free text from an input field.
         */
        readonly zone: string;
        /**
         * @description Only clients that connected from exactly this address: IPv4 in four decimal parts, or
         *     IPv6 in any of its spellings. No ranges, no prefixes. Anything else is HTTP 400. Real
         *     4.3 brokers know IPv4 only.
         * @example 127.0.0.1
         */
        readonly ip_address: string;
        /**
         * @description Only clients in this state: `connected`, `idle` (the TCP connection stands, MQTT CONNECT
         *     has not been dealt with yet) or `disconnected` (the session outlived its connection). A
         *     query parameter only: no field of the answer tells the state, `connected` tells part of it.
         */
        readonly conn_state: "connected" | "idle" | "disconnected";
        /**
         * @description `true`: only clients that asked for a new session; `false`: only those that keep theirs.
         *     Written out and in lower case; `1` and `0` are HTTP 400.
         */
        readonly clean_start: boolean;
        /**
         * @description Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1 under its old name;
         *     `MQTT` is 3.1.1 and 5.0.
         */
        readonly proto_name: "MQTT" | "MQIsdp" | "CoAP" | "LwM2M" | "MQTT-SN";
        /**
         * @description Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M
         *     and MQTT-SN are 1. A number that no protocol has finds nothing; no integer is HTTP 400.
         */
        readonly proto_ver: number;
        /**
         * @description Only clients whose identifier contains this text, literally (no wildcards, no regular
         *     expression) and case-sensitive. Empty: every client.
         */
        readonly like_clientid: string;
        /**
         * @description Only clients whose user name contains this text, literally (no wildcards, no regular
         *     expression) and case-sensitive. A client without a user name counts as an empty one.
         *     Empty: every client.
         */
        readonly like_username: string;
        /**
         * @description Only clients whose session was created at this instant or later. Unix time in seconds,
         *     UTC: `Math.floor(Date.now() / 1000)`, never milliseconds. A session shown as made in
         *     that very second matches.
         * @example 1616033757
         */
        readonly gte_created_at: number;
        /**
         * @description Only clients whose session was created at this instant or earlier. Unix time in seconds,
         *     UTC. A session shown as made in that very second matches.
         * @example 1616033757
         */
        readonly lte_created_at: number;
        /**
         * @description Only clients whose connection was made at this instant or later; of a client that is
         *     offline, its last connection. Unix time in seconds, UTC. A connection shown as made in
         *     that very second matches.
         * @example 1616033757
         */
        readonly gte_connected_at: number;
        /**
         * @description Only clients whose connection was made at this instant or earlier; of a client that is
         *     offline, its last connection. Unix time in seconds, UTC. A connection shown as made in
         *     that very second matches.
         * @example 1616033757
         */
        readonly lte_connected_at: number;
    };
    requestBodies: never;
    headers: {
        /** @description The authentication that is asked for; makes a browser show its log-in box. */
        readonly WWWAuthenticate: string;
        /**
         * @description Sent so that a page of another origin may read the answer; absent when the mock runs
         *     with `--no-cors`, and on a real broker.
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
                /** @description Which page of the list, counted from 1. Below 1, or no integer, is HTTP 400. */
                readonly _page?: components["parameters"]["page"];
                /**
                 * @description Rows a page. More than 10000 is allowed and taken as it is; 0, a negative number or no
                 *     integer is HTTP 400. The default is large: a list in a user interface should ask for less.
                 */
                readonly _limit?: components["parameters"]["limit"];
                /**
                 * @description Only the client with exactly this identifier: whole value, case-sensitive. The fastest
                 *     filter. An empty value finds nothing.
                 */
                readonly clientid?: components["parameters"]["clientid"];
                /**
                 * @description Only clients that connected with exactly this user name: whole value, case-sensitive.
                 *     Clients without a user name show the text `undefined`, but are not found by it.
                 */
                readonly username?: components["parameters"]["username"];
                /**
                 * @description Only clients of exactly this configuration group, `external` on a stock broker. A real
                 *     broker keeps every distinct value that it is ever asked for in memory: do not send it
                 *     free text from an input field.
                 */
                readonly zone?: components["parameters"]["zone"];
                /**
                 * @description Only clients that connected from exactly this address: IPv4 in four decimal parts, or
                 *     IPv6 in any of its spellings. No ranges, no prefixes. Anything else is HTTP 400. Real
                 *     4.3 brokers know IPv4 only.
                 * @example 127.0.0.1
                 */
                readonly ip_address?: components["parameters"]["ip_address"];
                /**
                 * @description Only clients in this state: `connected`, `idle` (the TCP connection stands, MQTT CONNECT
                 *     has not been dealt with yet) or `disconnected` (the session outlived its connection). A
                 *     query parameter only: no field of the answer tells the state, `connected` tells part of it.
                 */
                readonly conn_state?: components["parameters"]["conn_state"];
                /**
                 * @description `true`: only clients that asked for a new session; `false`: only those that keep theirs.
                 *     Written out and in lower case; `1` and `0` are HTTP 400.
                 */
                readonly clean_start?: components["parameters"]["clean_start"];
                /**
                 * @description Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1 under its old name;
                 *     `MQTT` is 3.1.1 and 5.0.
                 */
                readonly proto_name?: components["parameters"]["proto_name"];
                /**
                 * @description Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M
                 *     and MQTT-SN are 1. A number that no protocol has finds nothing; no integer is HTTP 400.
                 */
                readonly proto_ver?: components["parameters"]["proto_ver"];
                /**
                 * @description Only clients whose identifier contains this text, literally (no wildcards, no regular
                 *     expression) and case-sensitive. Empty: every client.
                 */
                readonly _like_clientid?: components["parameters"]["like_clientid"];
                /**
                 * @description Only clients whose user name contains this text, literally (no wildcards, no regular
                 *     expression) and case-sensitive. A client without a user name counts as an empty one.
                 *     Empty: every client.
                 */
                readonly _like_username?: components["parameters"]["like_username"];
                /**
                 * @description Only clients whose session was created at this instant or later. Unix time in seconds,
                 *     UTC: `Math.floor(Date.now() / 1000)`, never milliseconds. A session shown as made in
                 *     that very second matches.
                 * @example 1616033757
                 */
                readonly _gte_created_at?: components["parameters"]["gte_created_at"];
                /**
                 * @description Only clients whose session was created at this instant or earlier. Unix time in seconds,
                 *     UTC. A session shown as made in that very second matches.
                 * @example 1616033757
                 */
                readonly _lte_created_at?: components["parameters"]["lte_created_at"];
                /**
                 * @description Only clients whose connection was made at this instant or later; of a client that is
                 *     offline, its last connection. Unix time in seconds, UTC. A connection shown as made in
                 *     that very second matches.
                 * @example 1616033757
                 */
                readonly _gte_connected_at?: components["parameters"]["gte_connected_at"];
                /**
                 * @description Only clients whose connection was made at this instant or earlier; of a client that is
                 *     offline, its last connection. Unix time in seconds, UTC. A connection shown as made in
                 *     that very second matches.
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
            /** @description One page of the clients that match; `data` is empty when none does. */
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
                 * @description The client identifier, whole and case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` here is
                 *     a plus. Broken encoding (`%zz`) is HTTP 400.
                 * @example emqx_c_1
                 */
                readonly clientid: components["parameters"]["clientid_in_path"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The client, or an empty array where there is none with this id. */
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
                 * @description The client identifier, whole and case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` here is
                 *     a plus. Broken encoding (`%zz`) is HTTP 400.
                 * @example emqx_c_1
                 */
                readonly clientid: components["parameters"]["clientid_in_path"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Code 0, the client is gone; or code 112, there is no client with this id. */
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
