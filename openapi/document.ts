// Generated from emqx-clients.yaml by `npm run generate`. Do not edit.

import type { OpenApiDocument } from './openapi-document.js';

export const document: OpenApiDocument = {
  "openapi": "3.1.0",
  "info": {
    "title": "EMQX 4.x clients API",
    "version": "1.0.0",
    "summary": "List, look up and kick the MQTT clients of an EMQX 4.x broker.",
    "description": "Three operations of the EMQX 4.x HTTP API: list clients, look up one client, kick one client.\nWritten by hand from the vendor's documents. Where those contradict themselves or are silent,\n`x-decision` links to a section of `decisions.md`, which gives our decision, the rejected\nalternative and the evidence.\n\nExtension members:\n\n- `x-source`: the rows of the documents that define a parameter or a field, as a list of\n  `{table, row}`. `row` is spelt as in the documents (`data[].node`).\n- `x-decision`: links to sections of `decisions.md`, in the same folder as this file.\n- `x-faker`: how to generate a realistic value: a path in `@faker-js/faker`, or an object with\n  that path as its only key and the arguments as its value.\n\nBefore the first request:\n\n- Check `code` in the body, not only the HTTP status: it is 0 exactly when the request\n  succeeded. A kick of an unknown client is HTTP 200 with code 112.\n- Times in responses are text, `YYYY-MM-DD HH:mm:ss`, in the local time of the broker's node;\n  the response does not name the time zone. Times in filters are Unix seconds (UTC).\n- A missing value is sent as the text `undefined`: the `username` of a client without a user\n  name, the `mountpoint` of a client without one.\n",
    "contact": {
      "name": "Maintainers of emqx-clients-kit"
    },
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    }
  },
  "servers": [
    {
      "url": "http://{host}:{port}{base}",
      "description": "The mock with its default options. Brokers have the same default port and path. `host` is the\nname or address of the mock or the broker, `port` the TCP port of the management API, and\n`base` the base path, with a leading slash and without a trailing one.\n",
      "variables": {
        "host": {
          "default": "127.0.0.1"
        },
        "port": {
          "default": "8081"
        },
        "base": {
          "default": "/api/v4"
        }
      }
    }
  ],
  "security": [
    {
      "basic": []
    }
  ],
  "tags": [
    {
      "name": "clients",
      "description": "The clients of the cluster: connected ones, and disconnected ones whose session has not\nexpired.\n"
    }
  ],
  "paths": {
    "/clients": {
      "get": {
        "operationId": "listClients",
        "tags": [
          "clients"
        ],
        "summary": "List clients, with filters and paging",
        "description": "Returns one page of the clients of the whole cluster. Filters are combined with AND, also\nan exact filter and the `_like_` filter of the same field. Exact filters compare the whole\ndecoded UTF-8 value, case-sensitive. A `+` in the query string is a space.\n\nThe order of the rows is stable: while no client connects or disconnects, pages do not\noverlap and together contain every client. For a page past the end `data` is empty; this is\nnot an error.\n\nA repeated parameter is HTTP 400. A parameter that is not listed here is ignored\n(`emqx-mock --strict` refuses it). `problems` lists every problem of a request, up to 100.\n`/clients/`, with a slash at the end, is the same resource. A request body is ignored.\n",
        "x-source": [
          {
            "table": "GET /clients",
            "row": "URI"
          }
        ],
        "x-decision": [
          "decisions.md#12",
          "decisions.md#13",
          "decisions.md#14",
          "decisions.md#15",
          "decisions.md#16",
          "decisions.md#20",
          "decisions.md#26",
          "decisions.md#28",
          "decisions.md#30",
          "decisions.md#31",
          "decisions.md#44",
          "decisions.md#39"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/page"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "$ref": "#/components/parameters/clientid"
          },
          {
            "$ref": "#/components/parameters/username"
          },
          {
            "$ref": "#/components/parameters/zone"
          },
          {
            "$ref": "#/components/parameters/ip_address"
          },
          {
            "$ref": "#/components/parameters/conn_state"
          },
          {
            "$ref": "#/components/parameters/clean_start"
          },
          {
            "$ref": "#/components/parameters/proto_name"
          },
          {
            "$ref": "#/components/parameters/proto_ver"
          },
          {
            "$ref": "#/components/parameters/like_clientid"
          },
          {
            "$ref": "#/components/parameters/like_username"
          },
          {
            "$ref": "#/components/parameters/gte_created_at"
          },
          {
            "$ref": "#/components/parameters/lte_created_at"
          },
          {
            "$ref": "#/components/parameters/gte_connected_at"
          },
          {
            "$ref": "#/components/parameters/lte_connected_at"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of the matching clients; `data` is empty if there are none.",
            "headers": {
              "Access-Control-Allow-Origin": {
                "$ref": "#/components/headers/AccessControlAllowOrigin"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClientsPage"
                },
                "examples": {
                  "documents": {
                    "$ref": "#/components/examples/list"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "404": {
            "$ref": "#/components/responses/NoSuchPath"
          }
        }
      }
    },
    "/clients/{clientid}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/clientid_in_path"
        }
      ],
      "get": {
        "operationId": "lookUpClient",
        "tags": [
          "clients"
        ],
        "summary": "Look up one client",
        "description": "Returns the client with this id, connected or not, in an array with one item. An unknown id\nis not an error: HTTP 200 with an empty array. Query parameters have no effect.\n",
        "x-source": [
          {
            "table": "GET /clients/{clientid}",
            "row": "URI"
          }
        ],
        "x-decision": [
          "decisions.md#22"
        ],
        "responses": {
          "200": {
            "description": "The client, or an empty array if no client has this id.",
            "headers": {
              "Access-Control-Allow-Origin": {
                "$ref": "#/components/headers/AccessControlAllowOrigin"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClientLookup"
                },
                "examples": {
                  "documents": {
                    "$ref": "#/components/examples/lookup"
                  },
                  "unknown": {
                    "$ref": "#/components/examples/lookupUnknown"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "404": {
            "$ref": "#/components/responses/NoSuchPath"
          }
        }
      },
      "delete": {
        "operationId": "kickClient",
        "tags": [
          "clients"
        ],
        "summary": "Kick a client",
        "description": "Closes the client's connection and deletes its session, with the subscriptions and queued\nmessages. The client is no longer in the list. For an offline client, its session is\ndeleted. The client may connect again at once; most client libraries do so automatically.\n\nCheck `code`, not only the status: both outcomes are HTTP 200.\n",
        "x-source": [
          {
            "table": "DELETE /clients/{clientid}",
            "row": "URI"
          }
        ],
        "x-decision": [
          "decisions.md#23"
        ],
        "responses": {
          "200": {
            "description": "Code 0 if the client was kicked; code 112 if no client has this id.",
            "headers": {
              "Access-Control-Allow-Origin": {
                "$ref": "#/components/headers/AccessControlAllowOrigin"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/KickAnswer"
                },
                "examples": {
                  "documents": {
                    "$ref": "#/components/examples/kick"
                  },
                  "unknown": {
                    "$ref": "#/components/examples/kickUnknown"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "404": {
            "$ref": "#/components/responses/NoSuchPath"
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "The id and secret of an application, as HTTP basic authentication\n(`curl -u app_id:app_secret`). The mock's default is `app_id:app_secret`; a broker's is\n`admin:public`. Under the base path this is checked first: an unknown path without\ncredentials is 401, not 404.\n",
        "x-decision": [
          "decisions.md#24",
          "decisions.md#42"
        ]
      }
    },
    "headers": {
      "WWWAuthenticate": {
        "description": "The required authentication scheme. Browsers show a log-in dialog for it.",
        "required": true,
        "schema": {
          "type": "string",
          "examples": [
            "Basic realm=\"emqx-clients-kit\""
          ]
        }
      },
      "AccessControlAllowOrigin": {
        "description": "Allows web pages of other origins to read the response. Real brokers do not send it, and\nneither does the mock with `--no-cors`.\n",
        "schema": {
          "type": "string",
          "examples": [
            "*"
          ]
        }
      }
    },
    "parameters": {
      "clientid_in_path": {
        "name": "clientid",
        "in": "path",
        "required": true,
        "description": "The whole client identifier, case-sensitive. Percent-encode it as one path segment\n(`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` in it is a\nplus. Invalid encoding (`%zz`) is HTTP 400. Clients that follow the URL standard cannot send\nthe identifiers `.` and `..` here, even as `%2E`: use the filter `clientid` for these.\n",
        "schema": {
          "type": "string",
          "minLength": 1
        },
        "example": "emqx_c_1",
        "x-source": [
          {
            "table": "GET /clients/{clientid}, parameters",
            "row": "clientid"
          },
          {
            "table": "DELETE /clients/{clientid}, parameters",
            "row": "clientid"
          }
        ],
        "x-decision": [
          "decisions.md#27"
        ]
      },
      "page": {
        "name": "_page",
        "in": "query",
        "description": "The number of the page, from 1. Anything but an integer from 1 is HTTP 400.",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 9007199254740991,
          "default": 1
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_page"
          }
        ],
        "x-decision": [
          "decisions.md#5",
          "decisions.md#8",
          "decisions.md#10",
          "decisions.md#35",
          "decisions.md#37"
        ]
      },
      "limit": {
        "name": "_limit",
        "in": "query",
        "description": "Rows per page. More than 10000 is allowed. Anything but an integer from 1 is HTTP 400. The\ndefault is large: user interfaces should ask for fewer rows.\n",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 9007199254740991,
          "default": 10000
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_limit"
          }
        ],
        "x-decision": [
          "decisions.md#5",
          "decisions.md#9",
          "decisions.md#10",
          "decisions.md#11",
          "decisions.md#35",
          "decisions.md#37"
        ]
      },
      "clientid": {
        "name": "clientid",
        "in": "query",
        "description": "Only the client with exactly this identifier, case-sensitive. This is the fastest filter.\nAn empty value finds nothing.\n",
        "schema": {
          "type": "string"
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "clientid"
          }
        ],
        "x-decision": [
          "decisions.md#20",
          "decisions.md#39"
        ]
      },
      "username": {
        "name": "username",
        "in": "query",
        "description": "Only clients that connected with exactly this user name, case-sensitive. Clients without a\nuser name are shown as `undefined`, but `username=undefined` does not find them.\n",
        "schema": {
          "type": "string"
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "username"
          }
        ],
        "x-decision": [
          "decisions.md#20",
          "decisions.md#21",
          "decisions.md#39"
        ]
      },
      "zone": {
        "name": "zone",
        "in": "query",
        "description": "Only clients of exactly this configuration group; a broker's default is `external`. A real\nbroker keeps every distinct value of this filter in memory permanently: do not send it text\nfrom an input field.\n",
        "schema": {
          "type": "string"
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "zone"
          }
        ],
        "x-decision": [
          "decisions.md#20",
          "decisions.md#39"
        ]
      },
      "ip_address": {
        "name": "ip_address",
        "in": "query",
        "description": "Only clients that connected from exactly this address: IPv4 with four decimal parts, or\nIPv6 in any spelling. Anything else, also a range or a prefix, is HTTP 400. Real 4.3 brokers\naccept IPv4 only.\n",
        "schema": {
          "type": "string"
        },
        "example": "127.0.0.1",
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "ip_address"
          }
        ],
        "x-decision": [
          "decisions.md#16",
          "decisions.md#36"
        ]
      },
      "conn_state": {
        "name": "conn_state",
        "in": "query",
        "description": "Only clients in this state: `connected`, `idle` (the TCP connection is open, MQTT CONNECT\nhas not been processed yet) or `disconnected` (the session still exists). Responses do not\ncontain the state; their field `connected` shows part of it.\n",
        "schema": {
          "type": "string",
          "enum": [
            "connected",
            "idle",
            "disconnected"
          ]
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "conn_state"
          }
        ],
        "x-decision": [
          "decisions.md#17"
        ]
      },
      "clean_start": {
        "name": "clean_start",
        "in": "query",
        "description": "`true`: only clients that asked for a new session; `false`: only clients that resume theirs.\nOther spellings, such as `1` or `True`, are HTTP 400.\n",
        "schema": {
          "type": "boolean"
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "clean_start"
          }
        ],
        "x-decision": [
          "decisions.md#17"
        ]
      },
      "proto_name": {
        "name": "proto_name",
        "in": "query",
        "description": "Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and\n5.0.\n",
        "schema": {
          "type": "string",
          "enum": [
            "MQTT",
            "MQIsdp",
            "CoAP",
            "LwM2M",
            "MQTT-SN"
          ]
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "proto_name"
          }
        ],
        "x-decision": [
          "decisions.md#17",
          "decisions.md#29"
        ]
      },
      "proto_ver": {
        "name": "proto_ver",
        "in": "query",
        "description": "Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M\nand MQTT-SN are 1. Any other integer finds nothing; anything else is HTTP 400.\n",
        "schema": {
          "type": "integer"
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "proto_ver"
          }
        ],
        "x-decision": [
          "decisions.md#16",
          "decisions.md#37"
        ]
      },
      "like_clientid": {
        "name": "_like_clientid",
        "in": "query",
        "description": "Only clients whose identifier contains this text, literally (no wildcards, no regular\nexpression) and case-sensitive. An empty text matches every client.\n",
        "schema": {
          "type": "string"
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_like_clientid"
          }
        ],
        "x-decision": [
          "decisions.md#18",
          "decisions.md#19"
        ]
      },
      "like_username": {
        "name": "_like_username",
        "in": "query",
        "description": "Only clients whose user name contains this text, literally (no wildcards, no regular\nexpression) and case-sensitive. A missing user name is an empty text. An empty text matches\nevery client.\n",
        "schema": {
          "type": "string"
        },
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_like_username"
          }
        ],
        "x-decision": [
          "decisions.md#18",
          "decisions.md#19",
          "decisions.md#21"
        ]
      },
      "gte_created_at": {
        "name": "_gte_created_at",
        "in": "query",
        "description": "Only clients whose session was created at this time or later. Unix time in seconds, UTC:\n`Math.floor(Date.now() / 1000)`, not milliseconds. A session shown as created in that second\nmatches.\n",
        "schema": {
          "type": "integer",
          "format": "int64"
        },
        "example": 1616033757,
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_gte_created_at"
          }
        ],
        "x-decision": [
          "decisions.md#1",
          "decisions.md#3",
          "decisions.md#16",
          "decisions.md#37"
        ]
      },
      "lte_created_at": {
        "name": "_lte_created_at",
        "in": "query",
        "description": "Only clients whose session was created at this time or earlier. Unix time in seconds, UTC.\nA session shown as created in that second matches.\n",
        "schema": {
          "type": "integer",
          "format": "int64"
        },
        "example": 1616033757,
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_lte_created_at"
          }
        ],
        "x-decision": [
          "decisions.md#2",
          "decisions.md#3",
          "decisions.md#16",
          "decisions.md#37"
        ]
      },
      "gte_connected_at": {
        "name": "_gte_connected_at",
        "in": "query",
        "description": "Only clients that connected at this time or later; for an offline client, its last\nconnection counts. Unix time in seconds, UTC. A client shown as connected in that second\nmatches.\n",
        "schema": {
          "type": "integer",
          "format": "int64"
        },
        "example": 1616033757,
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_gte_connected_at"
          }
        ],
        "x-decision": [
          "decisions.md#1",
          "decisions.md#3",
          "decisions.md#16",
          "decisions.md#37"
        ]
      },
      "lte_connected_at": {
        "name": "_lte_connected_at",
        "in": "query",
        "description": "Only clients that connected at this time or earlier; for an offline client, its last\nconnection counts. Unix time in seconds, UTC. A client shown as connected in that second\nmatches.\n",
        "schema": {
          "type": "integer",
          "format": "int64"
        },
        "example": 1616033757,
        "x-source": [
          {
            "table": "GET /clients, query parameters",
            "row": "_lte_connected_at"
          }
        ],
        "x-decision": [
          "decisions.md#2",
          "decisions.md#3",
          "decisions.md#16",
          "decisions.md#37"
        ]
      }
    },
    "responses": {
      "BadRequest": {
        "description": "The request is wrong: a parameter of the wrong type, an unlisted value, a repeated\nparameter, a page or limit below 1, invalid percent-encoding. `problems` lists every\nproblem; `message` joins them in one text.\n",
        "headers": {
          "Access-Control-Allow-Origin": {
            "$ref": "#/components/headers/AccessControlAllowOrigin"
          }
        },
        "x-decision": [
          "decisions.md#16",
          "decisions.md#27",
          "decisions.md#32",
          "decisions.md#34"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ApiError"
            },
            "examples": {
              "wrongType": {
                "$ref": "#/components/examples/wrongType"
              }
            }
          }
        }
      },
      "Unauthorized": {
        "description": "The credentials are missing (code 104) or wrong (code 103). Nothing was changed. The\nresponse does not show whether the path or the client exists.\n",
        "headers": {
          "WWW-Authenticate": {
            "$ref": "#/components/headers/WWWAuthenticate"
          },
          "Access-Control-Allow-Origin": {
            "$ref": "#/components/headers/AccessControlAllowOrigin"
          }
        },
        "x-decision": [
          "decisions.md#24"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ApiError"
            },
            "examples": {
              "wrong": {
                "$ref": "#/components/examples/wrongCredentials"
              },
              "missing": {
                "$ref": "#/components/examples/missingCredentials"
              }
            }
          }
        }
      },
      "NoSuchPath": {
        "description": "This path, or this method for the path, does not exist. Check the base URL, and that a `/`\nin a client id was sent as `%2F`. An unknown client is not a 404.\n",
        "headers": {
          "Access-Control-Allow-Origin": {
            "$ref": "#/components/headers/AccessControlAllowOrigin"
          }
        },
        "x-decision": [
          "decisions.md#25",
          "decisions.md#40"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ApiError"
            },
            "examples": {
              "unknownPath": {
                "$ref": "#/components/examples/unknownPath"
              }
            }
          }
        }
      }
    },
    "examples": {
      "list": {
        "summary": "The documents' example response of GET /clients",
        "value": {
          "meta": {
            "page": 1,
            "limit": 10000,
            "hasnext": false,
            "count": 1
          },
          "data": [
            {
              "recv_cnt": 45,
              "send_pkt": 44,
              "clean_start": true,
              "expiry_interval": 0,
              "proto_ver": 4,
              "recv_msg": 0,
              "connected_at": "2021-03-18 02:15:57",
              "recv_oct": 164,
              "is_bridge": false,
              "connected": true,
              "max_awaiting_rel": 100,
              "heap_size": 610,
              "mqueue_dropped": 0,
              "recv_pkt": 2,
              "ip_address": "127.0.0.1",
              "max_subscriptions": 0,
              "created_at": "2021-03-18 02:15:57",
              "awaiting_rel": 0,
              "mountpoint": "undefined",
              "node": "emqx@10.12.50.91",
              "proto_name": "MQTT",
              "mailbox_len": 0,
              "send_msg": 2,
              "clientid": "emqx_c_1",
              "mqueue_len": 0,
              "inflight": 0,
              "max_mqueue": 1000,
              "subscriptions_cnt": 4,
              "keepalive": 60,
              "reductions": 35471,
              "zone": "external",
              "send_cnt": 44,
              "username": "test",
              "send_oct": 159,
              "port": 3107,
              "max_inflight": 32
            }
          ],
          "code": 0
        }
      },
      "lookup": {
        "summary": "The documents' example response of GET /clients/{clientid}",
        "value": {
          "data": [
            {
              "recv_cnt": 49,
              "send_pkt": 48,
              "clean_start": true,
              "expiry_interval": 0,
              "proto_ver": 4,
              "recv_msg": 0,
              "connected_at": "2021-03-18 02:15:57",
              "recv_oct": 172,
              "is_bridge": false,
              "connected": true,
              "max_awaiting_rel": 100,
              "heap_size": 610,
              "mqueue_dropped": 0,
              "recv_pkt": 2,
              "ip_address": "127.0.0.1",
              "max_subscriptions": 0,
              "created_at": "2021-03-18 02:15:57",
              "awaiting_rel": 0,
              "mountpoint": "undefined",
              "node": "emqx@10.12.50.91",
              "proto_name": "MQTT",
              "mailbox_len": 0,
              "send_msg": 2,
              "clientid": "emqx_c_1",
              "mqueue_len": 0,
              "inflight": 0,
              "max_mqueue": 1000,
              "subscriptions_cnt": 4,
              "keepalive": 60,
              "reductions": 38501,
              "zone": "external",
              "send_cnt": 48,
              "username": "test",
              "send_oct": 167,
              "port": 3107,
              "max_inflight": 32
            }
          ],
          "code": 0
        }
      },
      "lookupUnknown": {
        "summary": "No client has this id",
        "value": {
          "data": [],
          "code": 0
        }
      },
      "kick": {
        "summary": "The documents' example response of DELETE /clients/{clientid}",
        "value": {
          "code": 0
        }
      },
      "kickUnknown": {
        "summary": "No client has this id",
        "value": {
          "code": 112,
          "message": "not_found"
        }
      },
      "wrongType": {
        "summary": "A parameter is of the wrong type",
        "value": {
          "code": 108,
          "message": "Parameter proto_ver: expected an integer, but got \"abc\".",
          "problems": [
            {
              "in": "query",
              "parameter": "proto_ver",
              "value": "abc",
              "expected": "an integer",
              "message": "Parameter proto_ver: expected an integer, but got \"abc\"."
            }
          ]
        }
      },
      "wrongCredentials": {
        "summary": "The id or the secret is wrong",
        "value": {
          "code": 103,
          "message": "The user name or the password is wrong."
        }
      },
      "missingCredentials": {
        "summary": "No credentials, or empty ones",
        "value": {
          "code": 104,
          "message": "No user name or no password was sent."
        }
      },
      "unknownPath": {
        "summary": "The path is not one of this API's",
        "value": {
          "code": 102,
          "message": "Nothing answers GET /api/v4/nope."
        }
      }
    },
    "schemas": {
      "Client": {
        "title": "Client",
        "description": "A client with its connection, its session and its counters. Counters are updated on a timer\nand may be some seconds old; traffic counters start at 0 with each connection. There may be\nmore members than these (4.4 brokers send eleven more, see `Client44`): ignore unknown\nmembers.\n",
        "type": "object",
        "x-decision": [
          "decisions.md#38"
        ],
        "required": [
          "node",
          "clientid",
          "username",
          "proto_name",
          "proto_ver",
          "ip_address",
          "port",
          "is_bridge",
          "connected_at",
          "connected",
          "zone",
          "keepalive",
          "clean_start",
          "expiry_interval",
          "created_at",
          "subscriptions_cnt",
          "max_subscriptions",
          "inflight",
          "max_inflight",
          "mqueue_len",
          "max_mqueue",
          "mqueue_dropped",
          "awaiting_rel",
          "max_awaiting_rel",
          "recv_oct",
          "recv_cnt",
          "recv_pkt",
          "recv_msg",
          "send_oct",
          "send_cnt",
          "send_pkt",
          "send_msg",
          "mailbox_len",
          "heap_size",
          "reductions",
          "mountpoint"
        ],
        "properties": {
          "node": {
            "type": "string",
            "minLength": 1,
            "description": "The cluster node that the client is connected to, `NAME@HOST`.",
            "examples": [
              "emqx@10.12.50.91"
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  "emqx@10.12.50.91",
                  "emqx@10.12.50.92",
                  "emqx@10.12.50.93"
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].node"
              }
            ]
          },
          "clientid": {
            "type": "string",
            "minLength": 1,
            "description": "The client identifier, unique in the cluster. It may be any text: percent-encode it in\nURLs.\n",
            "examples": [
              "emqx_c_1"
            ],
            "x-faker": {
              "string.hexadecimal": [
                {
                  "length": 6,
                  "casing": "lower",
                  "prefix": "sensor-"
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].clientid"
              }
            ]
          },
          "username": {
            "type": "string",
            "description": "The user name that the client connected with; the text `undefined` if it sent none.\n",
            "examples": [
              "test"
            ],
            "x-faker": "internet.username",
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].username"
              }
            ],
            "x-decision": [
              "decisions.md#21"
            ]
          },
          "proto_name": {
            "type": "string",
            "enum": [
              "MQTT",
              "MQIsdp",
              "CoAP",
              "LwM2M",
              "MQTT-SN"
            ],
            "description": "The protocol. `MQIsdp` is MQTT 3.1; `MQTT` is 3.1.1 and 5.0.\n",
            "examples": [
              "MQTT"
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  "MQTT",
                  "MQTT",
                  "MQTT",
                  "MQTT",
                  "MQIsdp",
                  "CoAP",
                  "LwM2M",
                  "MQTT-SN"
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].proto_name"
              }
            ],
            "x-decision": [
              "decisions.md#29"
            ]
          },
          "proto_ver": {
            "type": "integer",
            "minimum": 0,
            "maximum": 255,
            "description": "The protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M and MQTT-SN are\n1.\n",
            "examples": [
              4
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  3,
                  4,
                  4,
                  4,
                  5,
                  5
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].proto_ver"
              }
            ]
          },
          "ip_address": {
            "type": "string",
            "minLength": 2,
            "description": "The address that the client connected from, IPv4 or IPv6; behind a proxy, the proxy's.\n",
            "examples": [
              "127.0.0.1"
            ],
            "x-faker": {
              "internet.ipv4": [
                {
                  "network": "private-a"
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].ip_address"
              }
            ]
          },
          "port": {
            "type": "integer",
            "minimum": 0,
            "maximum": 65535,
            "description": "The TCP or UDP port that the client connected from.",
            "examples": [
              3107
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 1024,
                  "max": 65535
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].port"
              }
            ]
          },
          "is_bridge": {
            "type": "boolean",
            "description": "Whether the client is a bridge of another broker.",
            "examples": [
              false
            ],
            "x-faker": {
              "datatype.boolean": [
                {
                  "probability": 0.02
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].is_bridge"
              }
            ]
          },
          "connected_at": {
            "type": "string",
            "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]) ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$",
            "description": "When the client last connected, `YYYY-MM-DD HH:mm:ss` in the local time of the node.\n",
            "examples": [
              "2021-03-18 02:15:57"
            ],
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].connected_at"
              }
            ],
            "x-decision": [
              "decisions.md#4"
            ]
          },
          "disconnected_at": {
            "type": "string",
            "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]) ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$",
            "description": "When the connection ended, `YYYY-MM-DD HH:mm:ss` in the local time of the node. Sent\nexactly when `connected` is false.\n",
            "examples": [
              "2021-03-18 02:20:00"
            ],
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].disconnected_at"
              }
            ],
            "x-decision": [
              "decisions.md#4",
              "decisions.md#41"
            ]
          },
          "connected": {
            "type": "boolean",
            "description": "Whether the client is connected now; false if only its session exists.\n",
            "examples": [
              true
            ],
            "x-faker": {
              "datatype.boolean": [
                {
                  "probability": 0.85
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].connected"
              }
            ]
          },
          "zone": {
            "type": "string",
            "description": "The configuration group of the client; a broker's default is `external`.\n",
            "examples": [
              "external"
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  "external",
                  "external",
                  "external",
                  "internal"
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].zone"
              }
            ]
          },
          "keepalive": {
            "type": "integer",
            "minimum": 0,
            "maximum": 65535,
            "description": "The client's keep-alive interval in seconds; 0 means off.",
            "examples": [
              60
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  15,
                  30,
                  60,
                  60,
                  60,
                  120,
                  300
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].keepalive"
              }
            ]
          },
          "clean_start": {
            "type": "boolean",
            "description": "Whether the client asked for a new session (clean session in MQTT 3).",
            "examples": [
              true
            ],
            "x-faker": {
              "datatype.boolean": [
                {
                  "probability": 0.7
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].clean_start"
              }
            ]
          },
          "expiry_interval": {
            "type": "integer",
            "minimum": 0,
            "maximum": 4294967295,
            "description": "Seconds that the session exists after its connection ends; 0 means none.",
            "examples": [
              0
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  0,
                  3600,
                  7200,
                  86400
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].expiry_interval"
              }
            ],
            "x-decision": [
              "decisions.md#43"
            ]
          },
          "created_at": {
            "type": "string",
            "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]) ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$",
            "description": "When the session was created, `YYYY-MM-DD HH:mm:ss` in the local time of the node.\nBefore `connected_at` if the client resumed its session.\n",
            "examples": [
              "2021-03-18 02:15:57"
            ],
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].created_at"
              }
            ],
            "x-decision": [
              "decisions.md#4"
            ]
          },
          "subscriptions_cnt": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of subscriptions of the client.",
            "examples": [
              4
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 12
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].subscriptions_cnt"
              }
            ]
          },
          "max_subscriptions": {
            "type": "integer",
            "minimum": 0,
            "description": "Maximum number of subscriptions; 0 means no limit.",
            "examples": [
              0
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  0
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].max_subscriptions"
              }
            ]
          },
          "inflight": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of QoS 1 and 2 messages sent to the client and not yet acknowledged.",
            "examples": [
              0
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 8
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].inflight"
              }
            ]
          },
          "max_inflight": {
            "type": "integer",
            "minimum": 0,
            "description": "Maximum number of messages in flight; for an MQTT 5.0 client, its receive maximum.\n",
            "examples": [
              32
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  32
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].max_inflight"
              }
            ]
          },
          "mqueue_len": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of messages in the session's queue for the client.\n",
            "examples": [
              0
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 40
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].mqueue_len"
              }
            ]
          },
          "max_mqueue": {
            "type": "integer",
            "minimum": 0,
            "description": "Maximum number of messages in the session's queue; 0 means no limit.",
            "examples": [
              1000
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  1000
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].max_mqueue"
              }
            ]
          },
          "mqueue_dropped": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of messages dropped because the queue was full.",
            "examples": [
              0
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 5
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].mqueue_dropped"
              }
            ]
          },
          "awaiting_rel": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of QoS 2 messages from the client that wait for its PUBREL.",
            "examples": [
              0
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 4
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].awaiting_rel"
              }
            ]
          },
          "max_awaiting_rel": {
            "type": "integer",
            "minimum": 0,
            "description": "Maximum number of messages that wait for PUBREL; 0 means no limit.",
            "examples": [
              100
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  100
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].max_awaiting_rel"
              }
            ]
          },
          "recv_oct": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of bytes received from the client.",
            "examples": [
              164
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 64,
                  "max": 4000000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].recv_oct"
              }
            ]
          },
          "recv_cnt": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of TCP packets received from the client.",
            "examples": [
              45
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 2,
                  "max": 20000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].recv_cnt"
              }
            ]
          },
          "recv_pkt": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of MQTT packets received from the client.",
            "examples": [
              2
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 2,
                  "max": 20000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].recv_pkt"
              }
            ]
          },
          "recv_msg": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of PUBLISH packets received from the client.",
            "examples": [
              0
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 15000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].recv_msg"
              }
            ]
          },
          "send_oct": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of bytes sent to the client.",
            "examples": [
              159
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 64,
                  "max": 4000000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].send_oct"
              }
            ]
          },
          "send_cnt": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of TCP packets sent to the client.",
            "examples": [
              44
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 2,
                  "max": 20000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].send_cnt"
              }
            ]
          },
          "send_pkt": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of MQTT packets sent to the client.",
            "examples": [
              44
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 2,
                  "max": 20000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].send_pkt"
              }
            ]
          },
          "send_msg": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of PUBLISH packets sent to the client.",
            "examples": [
              2
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 15000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].send_msg"
              }
            ]
          },
          "mailbox_len": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of messages in the mailbox of the client's Erlang process; a high number means\noverload.\n",
            "examples": [
              0
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 0,
                  "max": 3
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].mailbox_len"
              }
            ]
          },
          "heap_size": {
            "type": "integer",
            "minimum": 0,
            "description": "Heap size of the client's Erlang process; in bytes, according to the documents.\n",
            "examples": [
              610
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  233,
                  376,
                  610,
                  987,
                  1598,
                  2586,
                  4185,
                  6772
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].heap_size"
              }
            ]
          },
          "reductions": {
            "type": "integer",
            "minimum": 0,
            "description": "Work done by the client's Erlang process, in reductions; useful only for comparisons.\n",
            "examples": [
              35471
            ],
            "x-faker": {
              "number.int": [
                {
                  "min": 2000,
                  "max": 5000000
                }
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data[].reductions"
              }
            ]
          },
          "mountpoint": {
            "type": "string",
            "description": "Prefix that the broker adds to every topic of the client; the text `undefined` if there\nis none.\n",
            "examples": [
              "undefined"
            ],
            "x-faker": {
              "helpers.arrayElement": [
                [
                  "undefined"
                ]
              ]
            },
            "x-source": [
              {
                "table": "GET /clients, example answer",
                "row": "data[].mountpoint"
              }
            ],
            "x-decision": [
              "decisions.md#33"
            ]
          }
        },
        "if": {
          "properties": {
            "connected": {
              "const": true
            }
          }
        },
        "then": {
          "properties": {
            "disconnected_at": false
          }
        },
        "else": {
          "required": [
            "disconnected_at"
          ],
          "properties": {
            "disconnected_at": true
          }
        }
      },
      "Client44": {
        "title": "Client of EMQX 4.4",
        "description": "A client as EMQX 4.4 sends it, with eleven counters that the documents do not have. Other\nreleases do not send them.\n",
        "x-decision": [
          "decisions.md#38"
        ],
        "allOf": [
          {
            "$ref": "#/components/schemas/Client"
          },
          {
            "type": "object",
            "properties": {
              "recv_msg.dropped": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of messages from the client that were dropped.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "recv_msg.qos0": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of QoS 0 messages received from the client.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "recv_msg.qos1": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of QoS 1 messages received from the client.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "recv_msg.qos2": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of QoS 2 messages received from the client.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "send_msg.dropped": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of messages to the client that were dropped.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "send_msg.dropped.expired": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of those dropped because they had expired.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "send_msg.dropped.queue_full": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of those dropped because the queue was full.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "send_msg.dropped.too_large": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of those dropped because they were larger than the client accepts.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "send_msg.qos0": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of QoS 0 messages sent to the client.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "send_msg.qos1": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of QoS 1 messages sent to the client.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              },
              "send_msg.qos2": {
                "type": "integer",
                "minimum": 0,
                "description": "Number of QoS 2 messages sent to the client.",
                "examples": [
                  0
                ],
                "x-decision": [
                  "decisions.md#38"
                ]
              }
            }
          }
        ]
      },
      "PageMeta": {
        "title": "Page",
        "description": "The position of this page in the list.",
        "type": "object",
        "required": [
          "page",
          "limit",
          "count",
          "hasnext"
        ],
        "properties": {
          "page": {
            "type": "integer",
            "minimum": 1,
            "description": "The requested page, from 1.",
            "examples": [
              1
            ],
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "meta.page"
              }
            ]
          },
          "limit": {
            "type": "integer",
            "minimum": 1,
            "description": "The requested rows per page; the last page may have fewer.",
            "examples": [
              10000
            ],
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "meta.limit"
              }
            ]
          },
          "count": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of clients that match the filters, on all pages: there are\n`Math.ceil(count / limit)` pages. Real 4.3 and 4.4 brokers send -1 with any filter, so\nuser interfaces should rely on `hasnext`.\n",
            "examples": [
              1
            ],
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "meta.count"
              }
            ],
            "x-decision": [
              "decisions.md#6"
            ]
          },
          "hasnext": {
            "type": "boolean",
            "description": "Whether at least one more row follows this page.",
            "examples": [
              false
            ],
            "x-source": [
              {
                "table": "GET /clients, example answer",
                "row": "meta.hasnext"
              }
            ],
            "x-decision": [
              "decisions.md#7"
            ]
          }
        }
      },
      "ClientsPage": {
        "title": "One page of the list of clients",
        "type": "object",
        "required": [
          "meta",
          "data",
          "code"
        ],
        "properties": {
          "meta": {
            "$ref": "#/components/schemas/PageMeta",
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "meta"
              }
            ]
          },
          "data": {
            "type": "array",
            "description": "The rows of this page; empty past the end.",
            "items": {
              "$ref": "#/components/schemas/Client"
            },
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "data"
              }
            ]
          },
          "code": {
            "type": "integer",
            "const": 0,
            "description": "Success.",
            "x-source": [
              {
                "table": "GET /clients, answer",
                "row": "code"
              }
            ]
          }
        }
      },
      "ClientLookup": {
        "title": "One client, or none",
        "type": "object",
        "required": [
          "data",
          "code"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "An array with the client; empty if no client has this id. (A real cluster may send two\nwhile a session moves between nodes.)\n",
            "items": {
              "$ref": "#/components/schemas/Client"
            },
            "x-source": [
              {
                "table": "GET /clients/{clientid}, answer",
                "row": "data"
              }
            ],
            "x-decision": [
              "decisions.md#22"
            ]
          },
          "code": {
            "type": "integer",
            "const": 0,
            "description": "Success, also if no client was found.",
            "x-source": [
              {
                "table": "GET /clients/{clientid}, answer",
                "row": "code"
              }
            ]
          }
        }
      },
      "Kicked": {
        "title": "The client was kicked",
        "type": "object",
        "required": [
          "code"
        ],
        "properties": {
          "code": {
            "type": "integer",
            "const": 0,
            "description": "The client was kicked; its connection and its session no longer exist.",
            "x-source": [
              {
                "table": "DELETE /clients/{clientid}, answer",
                "row": "code"
              }
            ]
          }
        }
      },
      "NothingToKick": {
        "title": "No client to kick",
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": "integer",
            "const": 112,
            "description": "No client and no session has this id.",
            "x-decision": [
              "decisions.md#23"
            ]
          },
          "message": {
            "type": "string",
            "const": "not_found",
            "description": "The reason, in the wording of the brokers that report it.",
            "x-decision": [
              "decisions.md#23"
            ]
          }
        }
      },
      "KickAnswer": {
        "title": "The outcome of a kick",
        "oneOf": [
          {
            "$ref": "#/components/schemas/Kicked"
          },
          {
            "$ref": "#/components/schemas/NothingToKick"
          }
        ]
      },
      "ErrorCode": {
        "title": "Error code",
        "description": "The kind of error, as a number; 0 is success and not an error. The mock's `documented`\ndialect sends 102, 103, 104, 108 and 112; the others belong to parts of the broker's API\nthat are not described here.\n",
        "x-decision": [
          "decisions.md#34"
        ],
        "oneOf": [
          {
            "const": 101,
            "title": "rpcError",
            "description": "A node of the cluster did not answer."
          },
          {
            "const": 102,
            "title": "unknownError",
            "description": "Any other error."
          },
          {
            "const": 103,
            "title": "wrongCredentials",
            "description": "Wrong user name or password."
          },
          {
            "const": 104,
            "title": "emptyCredentials",
            "description": "Empty user name or password."
          },
          {
            "const": 105,
            "title": "noSuchUser",
            "description": "The user does not exist."
          },
          {
            "const": 106,
            "title": "adminUndeletable",
            "description": "The administrator cannot be deleted."
          },
          {
            "const": 107,
            "title": "missingParameter",
            "description": "A required parameter is missing."
          },
          {
            "const": 108,
            "title": "badParameter",
            "description": "A parameter has a wrong type or value."
          },
          {
            "const": 109,
            "title": "notJson",
            "description": "The request body is not JSON."
          },
          {
            "const": 110,
            "title": "pluginLoaded",
            "description": "The plug-in is already loaded."
          },
          {
            "const": 111,
            "title": "pluginUnloaded",
            "description": "The plug-in is already unloaded."
          },
          {
            "const": 112,
            "title": "clientOffline",
            "description": "The client is not online."
          },
          {
            "const": 113,
            "title": "userExists",
            "description": "The user already exists."
          },
          {
            "const": 114,
            "title": "wrongOldPassword",
            "description": "The old password is wrong."
          },
          {
            "const": 115,
            "title": "badTopic",
            "description": "The topic is not valid."
          }
        ]
      },
      "ApiError": {
        "title": "Error",
        "description": "The body of every response that is not a success.",
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "x-decision": [
          "decisions.md#34"
        ],
        "properties": {
          "code": {
            "$ref": "#/components/schemas/ErrorCode"
          },
          "message": {
            "type": "string",
            "minLength": 1,
            "description": "What is wrong and what was expected, in plain English, for people; do not compare it in\ncode.\n",
            "x-decision": [
              "decisions.md#32"
            ]
          },
          "problems": {
            "type": "array",
            "minItems": 1,
            "description": "Every problem with the parameters; only with code 108, and not for invalid\npercent-encoding.\n",
            "items": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem": {
        "title": "One problem of a request",
        "type": "object",
        "required": [
          "in",
          "parameter",
          "value",
          "expected",
          "message"
        ],
        "x-decision": [
          "decisions.md#34"
        ],
        "properties": {
          "in": {
            "type": "string",
            "enum": [
              "query",
              "path",
              "header",
              "body"
            ],
            "description": "The part of the request with the problem."
          },
          "parameter": {
            "type": "string",
            "description": "The name of the parameter, as sent.",
            "examples": [
              "proto_ver"
            ]
          },
          "value": {
            "type": [
              "string",
              "null"
            ],
            "description": "The decoded value; null if there was no `=`.",
            "examples": [
              "abc"
            ]
          },
          "expected": {
            "type": "string",
            "description": "A description of valid values, to follow the word \"expected\".",
            "examples": [
              "an integer"
            ]
          },
          "message": {
            "type": "string",
            "minLength": 1,
            "description": "The problem in one sentence."
          }
        }
      }
    }
  }
};
