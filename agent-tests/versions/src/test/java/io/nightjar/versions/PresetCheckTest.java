package io.nightjar.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.preset.PresetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a preset by the types of class files alone. */
final class PresetCheckTest {
    private static final String FOLLOWS = "follow.handler.type = com.acme.typed.Typed$Handler\n"
            + "follow.handler.chunk = on\nfollow.handler.complete = done\n"
            + "follow.pieces.type = com.acme.typed.Typed$Pieces\nfollow.pieces.chunks = stream()\n";

    @ParameterizedTest
    @CsvSource({
        "ask, auto, result.content.text, true",
        "ask, auto, result.usages.first.read, true",
        "ask, auto, result.usages.last.hidden, true",
        "ask, auto, result.usages.read, false",
        "ask, auto, result.content.title, false",
        "ask, auto, result.content.text.length, true",
        "ask, auto, result.text, false",
        "ask, auto, arg0.model, true",
        "ask, auto, arg0.model.name, false",
        "ask, auto, arg1.model, false",
        "ask, auto, arg0.any.version, true",
        "ask, auto, arg0.any.label, true",
        "ask, auto, arg0.other.version, false",
        "ask, auto, this.modelName, true",
        "askLater, auto, result.content.text, true",
        "askLater, return, result.content.text, false",
        "askLater, return, result.join, true",
        "tell, callback, result.content.text, true",
        "tell, callback, result.usage.read, true",
        "tell, callback, result.usage.title, false",
        "read, iterator, result.usage.read, true",
        "read, return, result.usage.read, false",
        "iterate, auto, result.usage.read, true",
        "any, auto, result.whatever, true",
        "any, auto, arg0.whatever, false",
    })
    void shouldFollowAPathByTypes(String method, String completion, String path, boolean leads) throws IOException {
        PresetCheck check = check(method, "call.complete = " + completion + "\ncall.label.model = " + path + '\n');

        assertThat(check.seen().calls().get("call").model()).isEqualTo(leads);
        assertThat(check.paths()).containsExactly("call.label.model = " + path);
        assertThat(check.leadingPaths()).hasSize(leads ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "ask, auto, false",
        "askLater, future, false",
        "tell, callback, true",
        "read, iterator, true",
        "read, auto, false",
        "iterate, iterator, true",
        "iterate, return, false",
    })
    void shouldSayWhichCallsStream(String method, String completion, boolean streams) throws IOException {
        PresetCheck check = check(method, "call.complete = " + completion + '\n');

        assertThat(check.seen().calls().get("call").streams()).isEqualTo(streams);
    }

    @Test
    void shouldSayWhichTokensAreTold() throws IOException {
        String text =
                "call.tokens.input = result.usages.first.read\ncall.tokens.output = result.usages.first.written\n";

        assertThat(check("ask", text).seen().cells()).isEqualTo("`call` | – | `call` (input) | – | –");
        assertThat(check("ask", text.replace("written", "read")).seen().cells())
                .isEqualTo("`call` | – | `call` | – | –");
    }

    @Test
    void shouldSayWhatIsNotSeenWhenAMethodIsGone() throws IOException {
        assertThat(check("forget", "").seen().cells()).isEqualTo("– | – | – | – | call");
    }

    private static PresetCheck check(String method, String more) throws IOException {
        String text =
                "packages = com.acme.typed\ncall.match = +com.acme.typed.Typed$Model#" + method + '\n' + more + FOLLOWS;
        return PresetCheck.of(PresetReader.read("acme", text, List.of()), List.of(Path.of("target/test-classes")));
    }
}
