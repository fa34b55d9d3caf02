#!/bin/sh
# What clients make of an event stream that ends behind the last event's line, before the blank line that closes the event.
#
# Versions: openai-java 4.101.0, langchain4j-open-ai 1.19.0, and WebClient of spring-webflux 7.0.1 with reactor-netty-http
#   1.3.0, with a server on this machine that sends its whole body with its length.
# Guess: none hands out the second event, since the HTML standard has an event without its blank line discarded.
# Seen: openai-java discards it, and ends as after a whole stream. LangChain4j and WebClient hand it out.
# Why: the same bytes are one chunk for one client and two for another; all three calls count as successes, though the
#   end mark never came.
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
    <dependency><groupId>org.springframework</groupId><artifactId>spring-webflux</artifactId><version>7.0.1</version></dependency>
    <dependency><groupId>org.springframework</groupId><artifactId>spring-context</artifactId><version>7.0.1</version></dependency>
    <dependency><groupId>io.projectreactor.netty</groupId><artifactId>reactor-netty-http</artifactId><version>1.3.0</version></dependency>
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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.reactive.function.client.WebClient;

class Seen {
    private static final String EVENT = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"hen\"},\"finish_reason\":null}]}";

    public static void main(String[] arguments) throws Exception {
        show("with its blank line", EVENT + "\n\n" + EVENT + "\n\n");
        show("without it", EVENT + "\n\n" + EVENT + "\n");
        show("without an end of line", EVENT + "\n\n" + EVENT);
        System.exit(0);
    }

    private static void show(String name, String text) throws Exception {
        byte[] body = text.getBytes();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        System.out.println(name);
        System.out.println("  openai-java: " + openAi(url) + " chunks");
        System.out.println("  LangChain4j: " + langChain4j(url) + " pieces");
        System.out.println("  WebClient: " + webClient(url));
        server.stop(0);
    }

    private static long openAi(String url) {
        try (StreamResponse<ChatCompletionChunk> chunks = OpenAIOkHttpClient.builder()
                .apiKey("none")
                .baseUrl(url)
                .build()
                .chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build())) {
            return chunks.stream().count();
        }
    }

    private static int langChain4j(String url) throws Exception {
        AtomicInteger pieces = new AtomicInteger();
        CompletableFuture<Integer> end = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .apiKey("none")
                .baseUrl(url)
                .modelName("m")
                .build()
                .chat("hi", new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {
                        pieces.incrementAndGet();
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        end.complete(pieces.get());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.completeExceptionally(failure);
                    }
                });
        return end.get(30, TimeUnit.SECONDS);
    }

    private static String webClient(String url) {
        int all = WebClient.create(url).get().retrieve().bodyToFlux(String.class).collectList()
                .block(Duration.ofSeconds(30))
                .size();
        return all + " events";
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
with its blank line
  openai-java: 2 chunks
  LangChain4j: 2 pieces
  WebClient: 2 events
without it
  openai-java: 1 chunks
  LangChain4j: 2 pieces
  WebClient: 2 events
without an end of line
  openai-java: 1 chunks
  LangChain4j: 2 pieces
  WebClient: 2 events
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
