import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One emqx-mock for all tests, and a sandbox of it for each test. Needs Java 11 and JUnit 5. */
class ClientsTest {
  /** A mock that runs already, such as a container, or the one that startMock() starts. */
  private static String mockUrl = System.getenv("MOCK_URL");

  private static Process mock;

  @BeforeAll
  static void startMock() throws Exception {
    if (mockUrl != null) return;
    // npm install --save-dev emqx-clients-kit has put the command there.
    String command = environment("MOCK_COMMAND", "node_modules/.bin/emqx-mock");
    // Port 0 is a free port. With --log silent, the mock prints one line: that it is ready, and where.
    mock =
        new ProcessBuilder(command, "--port", "0", "--log", "silent")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new BufferedReader(new InputStreamReader(mock.getInputStream())).readLine();
    assertTrue(line != null && line.contains("is ready: "), "emqx-mock ended before it was ready");
    mockUrl = line.split("is ready: ")[1].trim();
  }

  @AfterAll
  static void stopMock() throws Exception {
    if (mock == null) return;
    mock.destroy(); // SIGTERM
    mock.waitFor();
  }

  private final HttpClient http = HttpClient.newHttpClient();

  /** A broker of its own inside of the mock. JUnit creates an object, and so a sandbox, per test. */
  private final String sandbox = mockUrl.replaceFirst("/api/.*", "/sandbox/" + UUID.randomUUID());

  private final String api = sandbox + mockUrl.substring(mockUrl.indexOf("/api/"));

  private static String environment(String name, String otherwise) {
    return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
  }

  private HttpResponse<String> send(String method, String url, String body, String authorization)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Calls the API, as the code under test does. */
  private HttpResponse<String> request(String method, String path) throws Exception {
    String login = Base64.getEncoder().encodeToString("app_id:app_secret".getBytes());
    return send(method, api + path, "", "Basic " + login);
  }

  /** Calls the control API. It asks for a token if the mock was started with one. */
  private void prepare(String method, String path, String body) throws Exception {
    String token = "Bearer " + environment("MOCK_TOKEN", "");
    HttpResponse<String> response = send(method, sandbox + "/__mock" + path, body, token);
    assertTrue(response.statusCode() < 300, response.body());
  }

  @Test
  void listsAClient() throws Exception {
    prepare("POST", "/clients", "{\"clientid\": \"kitchen-lamp\", \"username\": \"ada\"}");

    String page = request("GET", "/clients?username=ada").body();

    assertTrue(page.contains("\"clientid\":\"kitchen-lamp\""), page);
  }

  @Test
  void aKickedClientIsNotInTheList() throws Exception {
    assertEquals("{\"code\":0}", request("DELETE", "/clients/emqx_c_1").body());

    String page = request("GET", "/clients?clientid=emqx_c_1").body();

    assertTrue(page.contains("\"data\":[]"), page);
  }

  @Test
  void anotherTestHasItsOwnClients() throws Exception {
    String answer = request("GET", "/clients/emqx_c_1").body();
    assertTrue(answer.contains("\"clientid\":\"emqx_c_1\""), answer);
  }

  @Test
  void theSecondPageFails() throws Exception {
    prepare("PUT", "/faults", "{\"faults\": [\"GET /clients nth=2 status=503\"]}");

    assertEquals(200, request("GET", "/clients?_page=1").statusCode());
    assertEquals(503, request("GET", "/clients?_page=2").statusCode());
    assertEquals(200, request("GET", "/clients?_page=3").statusCode());
  }
}
