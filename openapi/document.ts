// Generated from emqx-clients.yaml by `npm run generate`. Do not edit.

import type { OpenApiDocument } from './openapi-document.js';

export const document: OpenApiDocument = {
  "openapi": "3.1.0",
  "info": {
    "title": "EMQX 4.x clients API",
    "version": "0.1.0",
    "summary": "List, look up and kick the MQTT clients of an EMQX 4.x broker.",
    "description": "Three operations of the EMQX 4.x HTTP API: the list of clients, one client by its id, and the\nkick. Written by hand from the vendor's documents; where those contradict themselves or say\nnothing, a decision was taken, and `x-decision` at that place names its section in\n`decisions.md`, with the alternative that was rejected and the evidence.\n\nHow to read the extension members:\n\n- `x-source`: the rows of the documents that a parameter or a field comes from, as a list of\n  `{table, row}`; `row` is printed as the documents print it (`data[].node`).\n- `x-decision`: links into `decisions.md`, which lies beside this file.\n- `x-faker`: how to make up a realistic value: a path into `@faker-js/faker`, or an object\n  with that path as its only key and the arguments as its value.\n\nThings worth knowing before the first request:\n\n- An answer's HTTP status is not the whole truth: `code` in the body is 0 exactly when the\n  request did what it says. A kick of an unknown client is HTTP 200 with code 112.\n- Times in answers are text, `YYYY-MM-DD HH:mm:ss`, in the local time of the broker's node, and\n  the answer does not say which zone that is. Times in filters are Unix seconds (UTC).\n- \"No value\" is sent as the text `undefined`: `username` of a client that gave none,\n  `mountpoint` of a client that has none.\n",
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    }
  },
  "servers": [
    {
      "url": "http://{host}:{port}{base}",
      "description": "The mock as it starts by default. A stock broker has the same port and base path.",
      "variables": {
        "host": {
          "default": "127.0.0.1",
          "description": "Name or address of the mock or the broker."
        },
        "port": {
          "default": "8081",
          "description": "TCP port of the management API."
        },
        "base": {
          "default": "/api/v4",
          "description": "Base path, with its leading slash and without a trailing one."
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
      "description": "Every client that the cluster knows: those that are connected, and those that left behind\na session that has not expired.\n"
    }
  ],
  "paths": {
    "/clients": {
      "get": {
        "operationId": "listClients",
        "tags": [
          "clients"
        ],
        "summary": "List clients, page by page, filtered",
        "description": "Answers one page of the clients of the whole cluster. Every filter that is given must hold\n(AND), also an exact filter together with its `_like_` twin. Text is compared whole,\ncase-sensitive, on the decoded UTF-8 value; a `+` in the query string is a space.\n\nRows come in a stable order: as long as no client comes or goes, pages do not overlap and\ntogether are the list. A page past the end is an empty `data`, not an error.\n\nA parameter may be given once; a repeated one is HTTP 400. A parameter that is not\nlisted here is ignored (`emqx-mock --strict` refuses it). Every problem of a request, up to\na hundred, is reported at once, in `problems`. `/clients/`, with a slash at the end, is the\nsame resource. A request body is ignored.\n",
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
            "description": "One page of the clients that match; `data` is empty when none does.",
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
        "description": "Answers the client with this id in an array of one, whether it is connected or only its\nsession is left. An id that the broker does not know is not an error: HTTP 200 with an\nempty array. Query parameters have no effect here.\n",
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
            "description": "The client, or an empty array where there is none with this id.",
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
        "description": "Ends the client's connection and its session: it is gone from the list, its\nsubscriptions and queued messages with it. The kick of a client that is offline removes\nthe session that it left. Nothing keeps the client from connecting again at once, as most\nclient libraries do by themselves.\n\nRead `code`, not the status alone: both outcomes are HTTP 200.\n",
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
            "description": "Code 0, the client is gone; or code 112, there is no client with this id.",
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
        "description": "An application's id and secret, as HTTP basic authentication (`curl -u app_id:app_secret`).\nThe mock's default pair is `app_id:app_secret`; a stock broker's is `admin:public`.\nUnder the base path it is checked before anything else: an unknown path without\ncredentials is 401, not 404.\n",
        "x-decision": [
          "decisions.md#24",
          "decisions.md#42"
        ]
      }
    },
    "headers": {
      "WWWAuthenticate": {
        "description": "The authentication that is asked for; makes a browser show its log-in box.",
        "required": true,
        "schema": {
          "type": "string",
          "examples": [
            "Basic realm=\"emqx-clients-kit\""
          ]
        }
      },
      "AccessControlAllowOrigin": {
        "description": "Sent so that a page of another origin may read the answer; absent when the mock runs\nwith `--no-cors`, and on a real broker.\n",
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
        "description": "The client identifier, whole and case-sensitive. Percent-encode it as one path segment\n(`encodeURIComponent`): `/` becomes `%2F`. It is decoded exactly once, and a `+` here is\na plus. Broken encoding (`%zz`) is HTTP 400.\n",
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
        "description": "Which page of the list, counted from 1. Below 1, or no integer, is HTTP 400.",
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
        "description": "Rows a page. More than 10000 is allowed and taken as it is; 0, a negative number or no\ninteger is HTTP 400. The default is large: a list in a user interface should ask for less.\n",
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
        "description": "Only the client with exactly this identifier: whole value, case-sensitive. The fastest\nfilter. An empty value finds nothing.\n",
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
        "description": "Only clients that connected with exactly this user name: whole value, case-sensitive.\nClients without a user name show the text `undefined`, but are not found by it.\n",
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
        "description": "Only clients of exactly this configuration group, `external` on a stock broker. A real\nbroker keeps every distinct value that it is ever asked for in memory: do not send it\nfree text from an input field.\n",
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
        "description": "Only clients that connected from exactly this address: IPv4 in four decimal parts, or\nIPv6 in any of its spellings. No ranges, no prefixes. Anything else is HTTP 400. Real\n4.3 brokers know IPv4 only.\n",
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
        "description": "Only clients in this state: `connected`, `idle` (the TCP connection stands, MQTT CONNECT\nhas not been dealt with yet) or `disconnected` (the session outlived its connection). A\nquery parameter only: no field of the answer tells the state, `connected` tells part of it.\n",
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
        "description": "`true`: only clients that asked for a new session; `false`: only those that keep theirs.\nWritten out and in lower case; `1` and `0` are HTTP 400.\n",
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
        "description": "Only clients of this protocol, spelt as listed. `MQIsdp` is MQTT 3.1 under its old name;\n`MQTT` is 3.1.1 and 5.0.\n",
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
        "description": "Only clients of this protocol version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M\nand MQTT-SN are 1. A number that no protocol has finds nothing; no integer is HTTP 400.\n",
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
        "description": "Only clients whose identifier contains this text, literally (no wildcards, no regular\nexpression) and case-sensitive. Empty: every client.\n",
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
        "description": "Only clients whose user name contains this text, literally (no wildcards, no regular\nexpression) and case-sensitive. A client without a user name counts as an empty one.\nEmpty: every client.\n",
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
        "description": "Only clients whose session was created at this instant or later. Unix time in seconds,\nUTC: `Math.floor(Date.now() / 1000)`, never milliseconds. A session shown as made in\nthat very second matches.\n",
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
        "description": "Only clients whose session was created at this instant or earlier. Unix time in seconds,\nUTC. A session shown as made in that very second matches.\n",
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
        "description": "Only clients whose connection was made at this instant or later; of a client that is\noffline, its last connection. Unix time in seconds, UTC. A connection shown as made in\nthat very second matches.\n",
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
        "description": "Only clients whose connection was made at this instant or earlier; of a client that is\noffline, its last connection. Unix time in seconds, UTC. A connection shown as made in\nthat very second matches.\n",
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
        "description": "The request can not be understood: a parameter of the wrong type, an unlisted value, a\nrepeated parameter, a page or limit below 1, broken percent-encoding. `problems` lists\neverything that is wrong with it, `message` says it in one text.\n",
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
        "description": "The credentials are missing (code 104) or wrong (code 103). Nothing was done, and nothing\nis told about whether the path or the client exists.\n",
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
        "description": "There is no such path, or not with this method. Look at the base URL first, then for a\n`/` in a client's id that was not sent as `%2F`. A client that does not exist is not 404.\n",
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
        "summary": "The documents' example answer of GET /clients",
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
        "summary": "The documents' example answer of GET /clients/{clientid}",
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
        "summary": "The documents' example answer of DELETE /clients/{clientid}",
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
        "description": "A client as the broker shows it: its connection, its session and its counters. Counters are\nrefreshed on a timer and may lag by some seconds; those of traffic start at 0 with each\nconnection. More members than these may be sent (4.4 brokers send eleven more): ignore\nwhat you do not know.\n",
        "type": "object",
        "additionalProperties": true,
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
            "description": "The node of the cluster that the client is connected to, `NAME@HOST`.",
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
            "description": "The client identifier, unique in the cluster. Any text: percent-encode it before it\ngoes into a URL.\n",
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
            "description": "The user name that the client connected with; the text `undefined` where it gave none.\n",
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
            "description": "The protocol. `MQIsdp` is MQTT 3.1 under its old name; `MQTT` is 3.1.1 and 5.0.\n",
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
            "description": "The protocol's version: MQTT 3.1 is 3, 3.1.1 is 4, 5.0 is 5; CoAP, LwM2M and MQTT-SN\nare 1.\n",
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
            "description": "Whether the client is another broker that bridges to this one.",
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
            "description": "When the client connected (of an offline client, the last time), `YYYY-MM-DD HH:mm:ss`\nin the local time of the node.\n",
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
            "description": "When the connection ended, `YYYY-MM-DD HH:mm:ss` in the local time of the node. Sent\nonly where `connected` is false.\n",
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
            "description": "Whether the client is connected now; false for a session that waits for its client to\nreturn.\n",
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
            "description": "The configuration group that the client belongs to, `external` on a stock broker.\n",
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
            "description": "The keep-alive that the client asked for, in seconds; 0 switches it off.",
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
            "description": "Whether the client asked for a new session (clean session, in MQTT 3).",
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
            "description": "How long the session outlives its connection, in seconds; 0, it ends with it.",
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
            "description": "When the session was created, `YYYY-MM-DD HH:mm:ss` in the local time of the node.\nOlder than `connected_at` where the client came back to its session.\n",
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
            "description": "How many subscriptions the client has.",
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
            "description": "How many subscriptions the client may have; 0 is no limit.",
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
            "description": "Messages of QoS 1 and 2 sent to the client and not yet acknowledged.",
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
            "description": "How many messages may be in flight at once; of an MQTT 5.0 client, its receive\nmaximum.\n",
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
            "description": "Messages that wait in the session's queue, until the client returns or has room.\n",
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
            "description": "How many messages the session's queue holds; 0 is no limit.",
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
            "description": "Messages that were thrown away because the queue was full.",
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
            "description": "Messages of QoS 2 from the client that wait for its PUBREL.",
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
            "description": "How many messages of QoS 2 may wait for the client's PUBREL; 0 is no limit.",
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
            "description": "Bytes that the broker received from the client.",
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
            "description": "TCP packets that the broker received from the client.",
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
            "description": "MQTT packets that the broker received from the client.",
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
            "description": "PUBLISH packets that the broker received from the client.",
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
            "description": "Bytes that the broker sent to the client.",
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
            "description": "TCP packets that the broker sent to the client.",
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
            "description": "MQTT packets that the broker sent to the client.",
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
            "description": "PUBLISH packets that the broker sent to the client.",
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
            "description": "Messages in the mailbox of the Erlang process that serves the client; a large one\nmeans overload.\n",
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
            "description": "Heap of the Erlang process that serves the client; in bytes, by the documents.\n",
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
            "description": "Work done by the Erlang process that serves the client, in reductions; only\ncomparisons make sense.\n",
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
            "description": "A prefix that the broker puts before every topic of the client; the text `undefined`\nwhere there is none.\n",
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
      "PageMeta": {
        "title": "Page",
        "description": "Which page this is, and of how much.",
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
            "description": "The number of this page, counted from 1, as it was asked for.",
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
            "description": "Rows a page, as it was asked for; the last page may have fewer.",
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
            "description": "How many clients match the filters, on all pages together: pages are\n`Math.ceil(count / limit)`. Real 4.3 and 4.4 brokers send -1 as soon as there is a\nfilter, so that a user interface had better page by `hasnext`.\n",
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
            "description": "The client, in an array of one; empty where no client has this id. (A real cluster may\nsend two while a session moves between nodes.)\n",
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
            "description": "Success, also where no client was found.",
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
        "title": "The client is gone",
        "type": "object",
        "required": [
          "code"
        ],
        "properties": {
          "code": {
            "type": "integer",
            "const": 0,
            "description": "The client was kicked; its connection and its session are gone.",
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
        "title": "There was nothing to kick",
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": "integer",
            "const": 112,
            "description": "No client, and no session, has this id.",
            "x-decision": [
              "decisions.md#23"
            ]
          },
          "message": {
            "type": "string",
            "const": "not_found",
            "description": "The reason, as the brokers that report it word it.",
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
        "description": "What went wrong, as a number. 0 is success and never comes with an error. The mock's\n`documented` dialect sends 102, 103, 104, 108 and 112; the others belong to parts of\nthe broker's API that are not described here.\n",
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
            "description": "Something else went wrong."
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
            "description": "The administrator can not be deleted."
          },
          {
            "const": 107,
            "title": "missingParameter",
            "description": "A required parameter is missing."
          },
          {
            "const": 108,
            "title": "badParameter",
            "description": "A parameter is of the wrong type or value."
          },
          {
            "const": 109,
            "title": "notJson",
            "description": "The request body is not JSON."
          },
          {
            "const": 110,
            "title": "pluginLoaded",
            "description": "The plug-in is loaded already."
          },
          {
            "const": 111,
            "title": "pluginUnloaded",
            "description": "The plug-in is unloaded already."
          },
          {
            "const": 112,
            "title": "clientOffline",
            "description": "The client is not online."
          },
          {
            "const": 113,
            "title": "userExists",
            "description": "The user exists already."
          },
          {
            "const": 114,
            "title": "wrongOldPassword",
            "description": "The old password is wrong."
          },
          {
            "const": 115,
            "title": "badTopic",
            "description": "The topic is not a legal one."
          }
        ]
      },
      "ApiError": {
        "title": "Error",
        "description": "The body of every answer that is not a success.",
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
            "description": "What is wrong and what was expected, in plain English, for a person; do not compare\nit in code.\n",
            "x-decision": [
              "decisions.md#32"
            ]
          },
          "problems": {
            "type": "array",
            "minItems": 1,
            "description": "Everything that is wrong with the parameters, one entry each; comes with code 108\nonly, and not where the encoding itself is broken.\n",
            "items": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem": {
        "title": "One thing that is wrong with a request",
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
            "description": "Where in the request it is."
          },
          "parameter": {
            "type": "string",
            "description": "The parameter's name, as it was sent.",
            "examples": [
              "proto_ver"
            ]
          },
          "value": {
            "type": [
              "string",
              "null"
            ],
            "description": "The value that was sent, decoded; null where there was no `=`.",
            "examples": [
              "abc"
            ]
          },
          "expected": {
            "type": "string",
            "description": "What would have been right, to be read after \"expected\".",
            "examples": [
              "an integer"
            ]
          },
          "message": {
            "type": "string",
            "minLength": 1,
            "description": "One sentence that says all of this."
          }
        }
      }
    }
  }
};
