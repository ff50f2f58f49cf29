// Generated from emqx-clients.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
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
        get: operations["listClients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/{clientid}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
                 *     plus. Invalid encoding (`%zz`) is HTTP 400. Clients that follow the URL standard cannot send
                 *     the identifiers `.` and `..` here, even as `%2E`: use the filter `clientid` for these.
                 * @example emqx_c_1
                 */
                clientid: components["parameters"]["clientid_in_path"];
            };
            cookie?: never;
        };
        /**
         * Look up one client
         * @description Returns the client with this id, connected or not, in an array with one item. An unknown id
         *     is not an error: HTTP 200 with an empty array. Query parameters have no effect.
         */
        get: operations["lookUpClient"];
        put?: never;
        post?: never;
        /**
         * Kick a client
         * @description Closes the client's connection and deletes its session, with the subscriptions and queued
         *     messages. The client is no longer in the list. For an offline client, its session is
         *     deleted. The client may connect again at once; most client libraries do so automatically.
         *
         *     Check `code`, not only the status: both outcomes are HTTP 200.
         */
        delete: operations["kickClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Client
         * @description A client with its connection, its session and its counters. Counters are updated on a timer
         *     and may be some seconds old; traffic counters start at 0 with each connection. There may be
         *     more members than these (4.4 brokers send eleven more, see `Client44`): ignore unknown
         *     members.
         */
        Client: {
            /**
             * @description The cluster node that the client is connected to, `NAME@HOST`.
             * @example emqx@10.12.50.91
             */
            node: string;
            /**
             * @description The client identifier, unique in the cluster. It may be any text: percent-encode it in
             *     URLs.
             * @example emqx_c_1
             */
            clientid: string;
            /**
             * @description The user name that the client connected with; the text `undefined` if it sent none.
             * @example test
             */
            username: string;
            /**
             * @description The protocol. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and 5.0.
             * @example MQTT
             * @enum {string}
             */
            proto_name: "MQTT" | "MQIsdp" | "CoAP" | "LwM2M" | "MQTT-SN";
            /**
             * @description The protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M and MQTT-SN are
             *     1.
             * @example 4
             */
            proto_ver: number;
            /**
             * @description The address that the client connected from, IPv4 or IPv6; behind a proxy, the proxy's.
             * @example 127.0.0.1
             */
            ip_address: string;
            /**
             * @description The TCP or UDP port that the client connected from.
             * @example 3107
             */
            port: number;
            /**
             * @description Whether the client is a bridge of another broker.
             * @example false
             */
            is_bridge: boolean;
            /**
             * @description When the client last connected, `YYYY-MM-DD HH:mm:ss` in the local time of the node.
             * @example 2021-03-18 02:15:57
             */
            connected_at: string;
            /**
             * @description When the connection ended, `YYYY-MM-DD HH:mm:ss` in the local time of the node. Sent
             *     exactly when `connected` is false.
             * @example 2021-03-18 02:20:00
             */
            disconnected_at?: string;
            /**
             * @description Whether the client is connected now; false if only its session exists.
             * @example true
             */
            connected: boolean;
            /**
             * @description The configuration group of the client; a broker's default is `external`.
             * @example external
             */
            zone: string;
            /**
             * @description The client's keep-alive interval in seconds; 0 means off.
             * @example 60
             */
            keepalive: number;
            /**
             * @description Whether the client asked for a new session (clean session in MQTT 3).
             * @example true
             */
            clean_start: boolean;
            /**
             * @description Seconds that the session exists after its connection ends; 0 means none.
             * @example 0
             */
            expiry_interval: number;
            /**
             * @description When the session was created, `YYYY-MM-DD HH:mm:ss` in the local time of the node.
             *     Before `connected_at` if the client resumed its session.
             * @example 2021-03-18 02:15:57
             */
            created_at: string;
            /**
             * @description Number of subscriptions of the client.
             * @example 4
             */
            subscriptions_cnt: number;
            /**
             * @description Maximum number of subscriptions; 0 means no limit.
             * @example 0
             */
            max_subscriptions: number;
            /**
             * @description Number of QoS 1 and 2 messages sent to the client and not yet acknowledged.
             * @example 0
             */
            inflight: number;
            /**
             * @description Maximum number of messages in flight; for an MQTT 5.0 client, its receive maximum.
             * @example 32
             */
            max_inflight: number;
            /**
             * @description Number of messages in the session's queue for the client.
             * @example 0
             */
            mqueue_len: number;
            /**
             * @description Maximum number of messages in the session's queue; 0 means no limit.
             * @example 1000
             */
            max_mqueue: number;
            /**
             * @description Number of messages dropped because the queue was full.
             * @example 0
             */
            mqueue_dropped: number;
            /**
             * @description Number of QoS 2 messages from the client that wait for its PUBREL.
             * @example 0
             */
            awaiting_rel: number;
            /**
             * @description Maximum number of messages that wait for PUBREL; 0 means no limit.
             * @example 100
             */
            max_awaiting_rel: number;
            /**
             * @description Number of bytes received from the client.
             * @example 164
             */
            recv_oct: number;
            /**
             * @description Number of TCP packets received from the client.
             * @example 45
             */
            recv_cnt: number;
            /**
             * @description Number of MQTT packets received from the client.
             * @example 2
             */
            recv_pkt: number;
            /**
             * @description Number of PUBLISH packets received from the client.
             * @example 0
             */
            recv_msg: number;
            /**
             * @description Number of bytes sent to the client.
             * @example 159
             */
            send_oct: number;
            /**
             * @description Number of TCP packets sent to the client.
             * @example 44
             */
            send_cnt: number;
            /**
             * @description Number of MQTT packets sent to the client.
             * @example 44
             */
            send_pkt: number;
            /**
             * @description Number of PUBLISH packets sent to the client.
             * @example 2
             */
            send_msg: number;
            /**
             * @description Number of messages in the mailbox of the client's Erlang process; a high number means
             *     overload.
             * @example 0
             */
            mailbox_len: number;
            /**
             * @description Heap size of the client's Erlang process; in bytes, according to the documents.
             * @example 610
             */
            heap_size: number;
            /**
             * @description Work done by the client's Erlang process, in reductions; useful only for comparisons.
             * @example 35471
             */
            reductions: number;
            /**
             * @description Prefix that the broker adds to every topic of the client; the text `undefined` if there
             *     is none.
             * @example undefined
             */
            mountpoint: string;
        };
        /**
         * Client of EMQX 4.4
         * @description A client as EMQX 4.4 sends it, with eleven counters that the documents do not have. Other
         *     releases do not send them.
         */
        Client44: components["schemas"]["Client"] & {
            /**
             * @description Number of messages from the client that were dropped.
             * @example 0
             */
            "recv_msg.dropped"?: number;
            /**
             * @description Number of QoS 0 messages received from the client.
             * @example 0
             */
            "recv_msg.qos0"?: number;
            /**
             * @description Number of QoS 1 messages received from the client.
             * @example 0
             */
            "recv_msg.qos1"?: number;
            /**
             * @description Number of QoS 2 messages received from the client.
             * @example 0
             */
            "recv_msg.qos2"?: number;
            /**
             * @description Number of messages to the client that were dropped.
             * @example 0
             */
            "send_msg.dropped"?: number;
            /**
             * @description Number of those dropped because they had expired.
             * @example 0
             */
            "send_msg.dropped.expired"?: number;
            /**
             * @description Number of those dropped because the queue was full.
             * @example 0
             */
            "send_msg.dropped.queue_full"?: number;
            /**
             * @description Number of those dropped because they were larger than the client accepts.
             * @example 0
             */
            "send_msg.dropped.too_large"?: number;
            /**
             * @description Number of QoS 0 messages sent to the client.
             * @example 0
             */
            "send_msg.qos0"?: number;
            /**
             * @description Number of QoS 1 messages sent to the client.
             * @example 0
             */
            "send_msg.qos1"?: number;
            /**
             * @description Number of QoS 2 messages sent to the client.
             * @example 0
             */
            "send_msg.qos2"?: number;
        };
        /**
         * Page
         * @description The position of this page in the list.
         */
        PageMeta: {
            /**
             * @description The requested page, from 1.
             * @example 1
             */
            page: number;
            /**
             * @description The requested rows per page; the last page may have fewer.
             * @example 10000
             */
            limit: number;
            /**
             * @description Number of clients that match the filters, on all pages: there are
             *     `Math.ceil(count / limit)` pages. Real 4.3 and 4.4 brokers send -1 with any filter, so
             *     user interfaces should rely on `hasnext`.
             * @example 1
             */
            count: number;
            /**
             * @description Whether at least one more row follows this page.
             * @example false
             */
            hasnext: boolean;
        };
        /** One page of the list of clients */
        ClientsPage: {
            meta: components["schemas"]["PageMeta"];
            /** @description The rows of this page; empty past the end. */
            data: components["schemas"]["Client"][];
            /**
             * @description Success.
             * @constant
             */
            code: 0;
        };
        /** One client, or none */
        ClientLookup: {
            /**
             * @description An array with the client; empty if no client has this id. (A real cluster may send two
             *     while a session moves between nodes.)
             */
            data: components["schemas"]["Client"][];
            /**
             * @description Success, also if no client was found.
             * @constant
             */
            code: 0;
        };
        /** The client was kicked */
        Kicked: {
            /**
             * @description The client was kicked; its connection and its session no longer exist.
             * @constant
             */
            code: 0;
        };
        /** No client to kick */
        NothingToKick: {
            /**
             * @description No client and no session has this id.
             * @constant
             */
            code: 112;
            /**
             * @description The reason, in the wording of the brokers that report it.
             * @constant
             */
            message: "not_found";
        };
        /** The outcome of a kick */
        KickAnswer: components["schemas"]["Kicked"] | components["schemas"]["NothingToKick"];
        /**
         * Error code
         * @description The kind of error, as a number; 0 is success and not an error. The mock's `documented`
         *     dialect sends 102, 103, 104, 108 and 112; the others belong to parts of the broker's API
         *     that are not described here.
         */
        ErrorCode: 101 | 102 | 103 | 104 | 105 | 106 | 107 | 108 | 109 | 110 | 111 | 112 | 113 | 114 | 115;
        /**
         * Error
         * @description The body of every response that is not a success.
         */
        ApiError: {
            code: components["schemas"]["ErrorCode"];
            /**
             * @description What is wrong and what was expected, in plain English, for people; do not compare it in
             *     code.
             */
            message: string;
            /**
             * @description Every problem with the parameters; only with code 108, and not for invalid
             *     percent-encoding.
             */
            problems?: components["schemas"]["Problem"][];
        };
        /** One problem of a request */
        Problem: {
            /**
             * @description The part of the request with the problem.
             * @enum {string}
             */
            in: "query" | "path" | "header" | "body";
            /**
             * @description The name of the parameter, as sent.
             * @example proto_ver
             */
            parameter: string;
            /**
             * @description The decoded value; null if there was no `=`.
             * @example abc
             */
            value: string | null;
            /**
             * @description A description of valid values, to follow the word "expected".
             * @example an integer
             */
            expected: string;
            /** @description The problem in one sentence. */
            message: string;
        };
    };
    responses: {
        /**
         * @description The request is wrong: a parameter of the wrong type, an unlisted value, a repeated
         *     parameter, a page or limit below 1, invalid percent-encoding. `problems` lists every
         *     problem; `message` joins them in one text.
         */
        BadRequest: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /**
         * @description The credentials are missing (code 104) or wrong (code 103). Nothing was changed. The
         *     response does not show whether the path or the client exists.
         */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /**
         * @description This path, or this method for the path, does not exist. Check the base URL, and that a `/`
         *     in a client id was sent as `%2F`. An unknown client is not a 404.
         */
        NoSuchPath: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
    };
    parameters: {
        /**
         * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
         *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
         *     plus. Invalid encoding (`%zz`) is HTTP 400. Clients that follow the URL standard cannot send
         *     the identifiers `.` and `..` here, even as `%2E`: use the filter `clientid` for these.
         * @example emqx_c_1
         */
        clientid_in_path: string;
        /** @description The number of the page, from 1. Anything but an integer from 1 is HTTP 400. */
        page: number;
        /**
         * @description Rows per page. More than 10000 is allowed. Anything but an integer from 1 is HTTP 400. The
         *     default is large: user interfaces should ask for fewer rows.
         */
        limit: number;
        /**
         * @description Only the client with exactly this identifier, case-sensitive. This is the fastest filter.
         *     An empty value finds nothing.
         */
        clientid: string;
        /**
         * @description Only clients that connected with exactly this user name, case-sensitive. Clients without a
         *     user name are shown as `undefined`, but `username=undefined` does not find them.
         */
        username: string;
        /**
         * @description Only clients of exactly this configuration group; a broker's default is `external`. A real
         *     broker keeps every distinct value of this filter in memory permanently: do not send it text
         *     from an input field.
         */
        zone: string;
        /**
         * @description Only clients that connected from exactly this address: IPv4 with four decimal parts, or
         *     IPv6 in any spelling. Anything else, also a range or a prefix, is HTTP 400. Real 4.3 brokers
         *     accept IPv4 only.
         * @example 127.0.0.1
         */
        ip_address: string;
        /**
         * @description Only clients in this state: `connected`, `idle` (the TCP connection is open, MQTT CONNECT
         *     has not been processed yet) or `disconnected` (the session still exists). Responses do not
         *     contain the state; their field `connected` shows part of it.
         */
        conn_state: "connected" | "idle" | "disconnected";
        /**
         * @description `true`: only clients that asked for a new session; `false`: only clients that resume theirs.
         *     Other spellings, such as `1` or `True`, are HTTP 400.
         */
        clean_start: boolean;
        /**
         * @description Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and
         *     5.0.
         */
        proto_name: "MQTT" | "MQIsdp" | "CoAP" | "LwM2M" | "MQTT-SN";
        /**
         * @description Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M
         *     and MQTT-SN are 1. Any other integer finds nothing; anything else is HTTP 400.
         */
        proto_ver: number;
        /**
         * @description Only clients whose identifier contains this text, literally (no wildcards, no regular
         *     expression) and case-sensitive. An empty text matches every client.
         */
        like_clientid: string;
        /**
         * @description Only clients whose user name contains this text, literally (no wildcards, no regular
         *     expression) and case-sensitive. A missing user name is an empty text. An empty text matches
         *     every client.
         */
        like_username: string;
        /**
         * @description Only clients whose session was created at this time or later. Unix time in seconds, UTC:
         *     `Math.floor(Date.now() / 1000)`, not milliseconds. A session shown as created in that second
         *     matches.
         * @example 1616033757
         */
        gte_created_at: number;
        /**
         * @description Only clients whose session was created at this time or earlier. Unix time in seconds, UTC.
         *     A session shown as created in that second matches.
         * @example 1616033757
         */
        lte_created_at: number;
        /**
         * @description Only clients that connected at this time or later; for an offline client, its last
         *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
         *     matches.
         * @example 1616033757
         */
        gte_connected_at: number;
        /**
         * @description Only clients that connected at this time or earlier; for an offline client, its last
         *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
         *     matches.
         * @example 1616033757
         */
        lte_connected_at: number;
    };
    requestBodies: never;
    headers: {
        /** @description The required authentication scheme. Browsers show a log-in dialog for it. */
        WWWAuthenticate: string;
        /**
         * @description Allows web pages of other origins to read the response. Real brokers do not send it, and
         *     neither does the mock with `--no-cors`.
         */
        AccessControlAllowOrigin: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listClients: {
        parameters: {
            query?: {
                /** @description The number of the page, from 1. Anything but an integer from 1 is HTTP 400. */
                _page?: components["parameters"]["page"];
                /**
                 * @description Rows per page. More than 10000 is allowed. Anything but an integer from 1 is HTTP 400. The
                 *     default is large: user interfaces should ask for fewer rows.
                 */
                _limit?: components["parameters"]["limit"];
                /**
                 * @description Only the client with exactly this identifier, case-sensitive. This is the fastest filter.
                 *     An empty value finds nothing.
                 */
                clientid?: components["parameters"]["clientid"];
                /**
                 * @description Only clients that connected with exactly this user name, case-sensitive. Clients without a
                 *     user name are shown as `undefined`, but `username=undefined` does not find them.
                 */
                username?: components["parameters"]["username"];
                /**
                 * @description Only clients of exactly this configuration group; a broker's default is `external`. A real
                 *     broker keeps every distinct value of this filter in memory permanently: do not send it text
                 *     from an input field.
                 */
                zone?: components["parameters"]["zone"];
                /**
                 * @description Only clients that connected from exactly this address: IPv4 with four decimal parts, or
                 *     IPv6 in any spelling. Anything else, also a range or a prefix, is HTTP 400. Real 4.3 brokers
                 *     accept IPv4 only.
                 * @example 127.0.0.1
                 */
                ip_address?: components["parameters"]["ip_address"];
                /**
                 * @description Only clients in this state: `connected`, `idle` (the TCP connection is open, MQTT CONNECT
                 *     has not been processed yet) or `disconnected` (the session still exists). Responses do not
                 *     contain the state; their field `connected` shows part of it.
                 */
                conn_state?: components["parameters"]["conn_state"];
                /**
                 * @description `true`: only clients that asked for a new session; `false`: only clients that resume theirs.
                 *     Other spellings, such as `1` or `True`, are HTTP 400.
                 */
                clean_start?: components["parameters"]["clean_start"];
                /**
                 * @description Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and
                 *     5.0.
                 */
                proto_name?: components["parameters"]["proto_name"];
                /**
                 * @description Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M
                 *     and MQTT-SN are 1. Any other integer finds nothing; anything else is HTTP 400.
                 */
                proto_ver?: components["parameters"]["proto_ver"];
                /**
                 * @description Only clients whose identifier contains this text, literally (no wildcards, no regular
                 *     expression) and case-sensitive. An empty text matches every client.
                 */
                _like_clientid?: components["parameters"]["like_clientid"];
                /**
                 * @description Only clients whose user name contains this text, literally (no wildcards, no regular
                 *     expression) and case-sensitive. A missing user name is an empty text. An empty text matches
                 *     every client.
                 */
                _like_username?: components["parameters"]["like_username"];
                /**
                 * @description Only clients whose session was created at this time or later. Unix time in seconds, UTC:
                 *     `Math.floor(Date.now() / 1000)`, not milliseconds. A session shown as created in that second
                 *     matches.
                 * @example 1616033757
                 */
                _gte_created_at?: components["parameters"]["gte_created_at"];
                /**
                 * @description Only clients whose session was created at this time or earlier. Unix time in seconds, UTC.
                 *     A session shown as created in that second matches.
                 * @example 1616033757
                 */
                _lte_created_at?: components["parameters"]["lte_created_at"];
                /**
                 * @description Only clients that connected at this time or later; for an offline client, its last
                 *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
                 *     matches.
                 * @example 1616033757
                 */
                _gte_connected_at?: components["parameters"]["gte_connected_at"];
                /**
                 * @description Only clients that connected at this time or earlier; for an offline client, its last
                 *     connection counts. Unix time in seconds, UTC. A client shown as connected in that second
                 *     matches.
                 * @example 1616033757
                 */
                _lte_connected_at?: components["parameters"]["lte_connected_at"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the matching clients; `data` is empty if there are none. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientsPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoSuchPath"];
        };
    };
    lookUpClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
                 *     plus. Invalid encoding (`%zz`) is HTTP 400. Clients that follow the URL standard cannot send
                 *     the identifiers `.` and `..` here, even as `%2E`: use the filter `clientid` for these.
                 * @example emqx_c_1
                 */
                clientid: components["parameters"]["clientid_in_path"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The client, or an empty array if no client has this id. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientLookup"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoSuchPath"];
        };
    };
    kickClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The whole client identifier, case-sensitive. Percent-encode it as one path segment
                 *     (`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a
                 *     plus. Invalid encoding (`%zz`) is HTTP 400. Clients that follow the URL standard cannot send
                 *     the identifiers `.` and `..` here, even as `%2E`: use the filter `clientid` for these.
                 * @example emqx_c_1
                 */
                clientid: components["parameters"]["clientid_in_path"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Code 0 if the client was kicked; code 112 if no client has this id. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KickAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoSuchPath"];
        };
    };
}
