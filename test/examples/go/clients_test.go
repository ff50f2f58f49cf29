// One emqx-mock for all tests, and a sandbox of it for each test. Needs nothing but Go.
package clients

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// mockURL is a mock that runs already, such as a container, or the one that TestMain starts.
var mockURL = os.Getenv("MOCK_URL")

func TestMain(m *testing.M) {
	if mockURL != "" {
		os.Exit(m.Run())
	}
	command := os.Getenv("MOCK_COMMAND")
	if command == "" {
		command = "node_modules/.bin/emqx-mock" // of npm install --save-dev emqx-clients-kit
	}
	// Port 0 is a free port. With --log silent, the mock prints one line: that it is ready, and where.
	mock := exec.Command(command, "--port", "0", "--log", "silent")
	mock.Stderr = os.Stderr
	stdout, err := mock.StdoutPipe()
	if err == nil {
		err = mock.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "Cannot start emqx-mock:", err)
		os.Exit(1)
	}
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	_, address, ready := strings.Cut(line, "is ready: ")
	mockURL = strings.TrimSpace(address)
	code := 1
	if ready {
		code = m.Run()
	} else {
		fmt.Fprintln(os.Stderr, "emqx-mock ended before it was ready")
	}
	mock.Process.Signal(os.Interrupt)
	mock.Wait()
	os.Exit(code)
}

// A sandbox is a broker of its own inside of the mock: what a test changes here, no other test sees.
type sandbox struct {
	t            *testing.T
	api, control string
}

func newSandbox(t *testing.T) sandbox {
	origin, basePath, _ := strings.Cut(mockURL, "/api/")
	origin += "/sandbox/" + url.PathEscape(t.Name())
	box := sandbox{t, origin + "/api/" + basePath, origin + "/__mock"}
	box.prepare("POST", "/reset", "") // a mock that runs already may have a sandbox of this name
	return box
}

// send returns the status and the body.
func (box sandbox) send(method, url, body, authorization string) (int, map[string]any) {
	box.t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		box.t.Fatal(err)
	}
	request.Header.Set("Authorization", authorization)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		box.t.Fatal(err)
	}
	defer response.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		box.t.Fatal(err)
	}
	return response.StatusCode, answer
}

// request calls the API, as the code under test does.
func (box sandbox) request(method, path string) (int, map[string]any) {
	box.t.Helper()
	login := "Basic YXBwX2lkOmFwcF9zZWNyZXQ=" // app_id:app_secret
	return box.send(method, box.api+path, "", login)
}

// prepare calls the control API. It asks for a token if the mock was started with one.
func (box sandbox) prepare(method, path, body string) {
	box.t.Helper()
	status, answer := box.send(method, box.control+path, body, "Bearer "+os.Getenv("MOCK_TOKEN"))
	if status >= 300 {
		box.t.Fatalf("%s %s: HTTP %d %v", method, path, status, answer)
	}
}

func TestListsAClient(t *testing.T) {
	t.Parallel()
	box := newSandbox(t)
	box.prepare("POST", "/clients", `{"clientid": "kitchen-lamp", "username": "ada"}`)

	_, page := box.request("GET", "/clients?username=ada")

	data := page["data"].([]any)
	if len(data) != 1 || data[0].(map[string]any)["clientid"] != "kitchen-lamp" {
		t.Errorf("expected kitchen-lamp, but got %v", data)
	}
}

func TestAKickedClientIsNotInTheList(t *testing.T) {
	t.Parallel()
	box := newSandbox(t)
	if status, answer := box.request("DELETE", "/clients/emqx_c_1"); status != 200 {
		t.Fatalf("expected HTTP 200, but got %d %v", status, answer)
	}

	_, page := box.request("GET", "/clients?clientid=emqx_c_1")

	if data := page["data"].([]any); len(data) != 0 {
		t.Errorf("expected no client, but got %v", data)
	}
}

func TestAnotherTestHasItsOwnClients(t *testing.T) {
	t.Parallel()
	_, answer := newSandbox(t).request("GET", "/clients/emqx_c_1")
	if data := answer["data"].([]any); len(data) != 1 {
		t.Errorf("expected emqx_c_1, but got %v", data)
	}
}

func TestTheSecondPageFails(t *testing.T) {
	t.Parallel()
	box := newSandbox(t)
	box.prepare("PUT", "/faults", `{"faults": ["GET /clients nth=2 status=503"]}`)

	for page, expected := range []int{200, 503, 200} {
		if status, _ := box.request("GET", fmt.Sprintf("/clients?_page=%d", page+1)); status != expected {
			t.Errorf("page %d: expected HTTP %d, but got %d", page+1, expected, status)
		}
	}
}
