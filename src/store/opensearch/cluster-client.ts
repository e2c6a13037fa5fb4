import { Client, type ClientOptions, Connection } from "@opensearch-project/opensearch";

type Request = Parameters<Connection["request"]>;

/** A connection whose failures keep their cause: of what Node says, the client's own passes on the words alone. */
class TellingConnection extends Connection {
  override request(...[params, callback]: Request): ReturnType<Connection["request"]> {
    let cause: unknown;
    const make = this.makeRequest;
    // Of this call: it is asked for its request at once.
    this.makeRequest = (options: object) => {
      const request = make(options);
      request.once("error", (error: unknown) => {
        cause = error;
      });
      return request;
    };
    try {
      return super.request(params, (error, response) => {
        if (error) error.cause = cause;
        callback(error, response);
      });
    } finally {
      this.makeRequest = make;
    }
  }
}

/** @param onAnswer called with each answer, whatever it says */
export function openClient(options: ClientOptions, onAnswer: () => void): Client {
  const client = new Client({ ...options, Connection: TellingConnection });
  client.on("response", (_, { statusCode }) => {
    if (statusCode) onAnswer();
  });
  return client;
}
