#!/bin/sh
# How long two clients of language models wait when a server asks for two minutes.
#
# Versions: openai-java 4.101.0 and anthropic-java 3.12.0, default retries, a server on this machine that answers 429
#   with Retry-After: 120. Their sleepers are replaced by one that notes the wait and returns.
# Guess: both hold 120 seconds for too long, leave the header aside and wait about half a second, then a second.
# Seen: openai-java waits 8 seconds twice, its greatest backoff. anthropic-java waits the whole 120 seconds twice, on
#   the thread of the caller. Both then throw.
# Why: one call that fails takes 16 seconds with one client and four minutes with the other, with the same settings. A
#   duration that holds its retries says little about the server.
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
    <dependency><groupId>com.anthropic</groupId><artifactId>anthropic-java</artifactId><version>3.12.0</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class Seen {
    private static final List<Duration> waits = new ArrayList<>();

    static final class OpenAiSleeper implements com.openai.core.Sleeper {
        @Override
        public void sleep(Duration wait) {
            waits.add(wait.truncatedTo(ChronoUnit.SECONDS));
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    static final class AnthropicSleeper implements com.anthropic.core.Sleeper {
        @Override
        public void sleep(Duration wait) {
            waits.add(wait.truncatedTo(ChronoUnit.SECONDS));
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Retry-After", "120");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();

        try {
            OpenAIOkHttpClient.builder()
                    .apiKey("none")
                    .baseUrl(url)
                    .sleeper(new OpenAiSleeper())
                    .build()
                    .chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build());
        } catch (com.openai.errors.RateLimitException e) {
            System.out.println("openai-java " + waits);
        }
        waits.clear();
        try {
            AnthropicOkHttpClient.builder()
                    .apiKey("none")
                    .baseUrl(url)
                    .sleeper(new AnthropicSleeper())
                    .build()
                    .messages()
                    .create(MessageCreateParams.builder().model("m").maxTokens(9).addUserMessage("hi").build());
        } catch (com.anthropic.errors.RateLimitException e) {
            System.out.println("anthropic-java " + waits);
        }
        System.exit(0);
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" >"$dir/seen"

cat >"$dir/expected" <<'END'
openai-java [PT8S, PT8S]
anthropic-java [PT2M, PT2M]
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
