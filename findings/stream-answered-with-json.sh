#!/bin/sh
# What a streaming call sees when the server answers 200 with an error as one JSON object instead of events.
#
# Versions: openai-java 4.101.0 and langchain4j-open-ai 1.19.0, with a server on this machine.
# Guess: both report a failure, since the type of the answer is application/json and its body names an error.
# Seen: neither does. openai-java gives a stream of no chunks, and LangChain4j calls onCompleteResponse with no text.
#   Where the same error comes as an event, openai-java throws, and LangChain4j still completes.
# Why: behind a gateway that answers this way, the call counts as a success, with a short duration and no tokens.
#   Whoever counts failures must count empty answers too.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cat >"$dir/pom.xml" <<'END'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>com.openai</groupId><artifactId>openai-java</artifactId><version>4.101.0</version></dependency>
    <dependency><groupId>dev.langchain4j</groupId><artifactId>langchain4j-open-ai</artifactId><version>1.19.0</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class Seen {
    private static final String ERROR = "{\"error\":{\"message\":\"limit reached\"}}";

    public static void main(String[] arguments) throws Exception {
        show("application/json", ERROR);
        show("text/event-stream", "data: " + ERROR + "\n\n");
        System.exit(0);
    }

    private static void show(String type, String body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes());
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        System.out.println(type);
        System.out.println("  openai-java: " + openAi(url));
        System.out.println("  LangChain4j: " + langChain4j(url));
        server.stop(0);
    }

    private static String openAi(String url) {
        try (StreamResponse<ChatCompletionChunk> chunks = OpenAIOkHttpClient.builder()
                .apiKey("none")
                .baseUrl(url)
                .build()
                .chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build())) {
            return chunks.stream().count() + " chunks";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String langChain4j(String url) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .apiKey("none")
                .baseUrl(url)
                .modelName("m")
                .build()
                .chat("hi", new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {}

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        end.complete("complete, text " + response.aiMessage().text());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.complete(failure.getClass().getSimpleName());
                    }
                });
        return end.get(30, TimeUnit.SECONDS);
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
application/json
  openai-java: 0 chunks
  LangChain4j: complete, text null
text/event-stream
  openai-java: SseException
  LangChain4j: complete, text null
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
