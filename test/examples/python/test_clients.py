def test_lists_a_client(broker):
    broker.control("POST", "/clients", {"clientid": "kitchen-lamp", "username": "ada"})

    status, page = broker.api("GET", "/clients?username=ada")

    assert status == 200
    assert [client["clientid"] for client in page["data"]] == ["kitchen-lamp"]


def test_a_kicked_client_is_not_in_the_list(broker):
    _, before = broker.api("GET", "/clients?_limit=1")

    assert broker.api("DELETE", "/clients/emqx_c_1") == (200, {"code": 0})

    _, after = broker.api("GET", "/clients?_limit=1")
    assert after["meta"]["count"] == before["meta"]["count"] - 1
    assert broker.api("GET", "/clients/emqx_c_1") == (200, {"data": [], "code": 0})


def test_another_test_has_its_own_clients(broker):
    # The test before has kicked this client, in its own sandbox.
    _, answer = broker.api("GET", "/clients/emqx_c_1")
    assert answer["data"][0]["clientid"] == "emqx_c_1"


def test_the_second_page_fails(broker):
    broker.control("PUT", "/faults", {"faults": ["GET /clients nth=2 status=503"]})

    statuses = [broker.api("GET", f"/clients?_page={page}")[0] for page in (1, 2, 3)]

    assert statuses == [200, 503, 200]
